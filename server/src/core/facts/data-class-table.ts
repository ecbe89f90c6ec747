/**
 * What counts as personal or sensitive, by the words fields are named with. Our own list: GDPR Art. 4 and 9, HIPAA's 18
 * identifiers and PCI DSS say what to look for, names are what code calls it. A class is one row.
 */
export interface DataClass {
  /** `contact.email`: what rules match and facts hash. Stable for ever. */
  readonly id: string;
  /** As messages say it: "email addresses". */
  readonly label: string;
  /** Names that say it alone, words apart. Matched at the end of a field's name, joined or not. */
  readonly names: readonly string[];
  /** Names that say it only in the record of a person. */
  readonly inPerson?: readonly string[];
  /** Names that say it only in a record about health. */
  readonly inHealth?: readonly string[];
  /** Names that say it only where sign-in is dealt with. */
  readonly inAccess?: readonly string[];
  /** A yes or no is already the datum: `isPregnant`. */
  readonly flag?: boolean;
  /** Values come from a short list, so that a union of literals is no reason against it. */
  readonly enumerated?: boolean;
  /** Logs hold it all over the world; only that it leaves is worth a question. */
  readonly ordinaryInLogs?: boolean;
  readonly tags: readonly string[];
}

const list = (names: string): readonly string[] => names.split(/\s*,\s*/);

type Rest = Omit<DataClass, 'id' | 'label' | 'names' | 'tags' | 'inPerson' | 'inHealth' | 'inAccess'> & {
  readonly inPerson?: string;
  readonly inHealth?: string;
  readonly inAccess?: string;
};

function row(id: string, label: string, names: string, tags: string, rest: Rest = {}): DataClass {
  const { inPerson, inHealth, inAccess, ...others } = rest;
  return {
    id,
    label,
    names: names === '' ? [] : list(names),
    tags: tags === '' ? [] : list(tags),
    ...(inPerson === undefined ? {} : { inPerson: list(inPerson) }),
    ...(inHealth === undefined ? {} : { inHealth: list(inHealth) }),
    ...(inAccess === undefined ? {} : { inAccess: list(inAccess) }),
    ...others,
  };
}

const GDPR = 'GDPR Art. 4';
const ART9 = 'GDPR Art. 9';
const HEALTH = 'GDPR Art. 9, HIPAA';
const PCI = 'PCI DSS';

// prettier-ignore
export const dataClasses: readonly DataClass[] = [
  row('contact.email', 'email', 'email, e mail, mail address, email address, email addr, emailaddress', `${GDPR}, HIPAA`, { inPerson: 'mail, email id' }),
  row('contact.phone', 'phone number', 'phone, telephone, mobile number, mobile phone, cell phone, cell number, phone number, tel number, fax number, msisdn, home phone, work phone, phone no, contact number, whatsapp number, landline', `${GDPR}, HIPAA`, { inPerson: 'mobile, tel, fax, cell, whatsapp' }),
  row('contact.address', 'postal address', 'home address, street address, postal address, mailing address, shipping address, billing address, delivery address, residential address, permanent address, address line, street name, house number, postal code, postcode, zip code, zip, street line', `${GDPR}, HIPAA`, { inPerson: 'address, street, city, addr, town, apartment, district' }),
  row('contact.emergency', 'emergency contact', 'emergency contact, next of kin', GDPR),
  row('identity.name', 'name', 'first name, last name, full name, surname, given name, family name, middle name, maiden name, legal name, cardholder name, card holder name, card holder, name on card, forename, birth name, mothers maiden name, preferred name', `${GDPR}, HIPAA`, { inPerson: 'name, fname, lname, display name, nickname, initials, real name' }),
  row('identity.date-of-birth', 'date of birth', 'date of birth, birth date, dob, birthday, birthdate, born on, birth year, year of birth, birth day, born at', `${GDPR}, HIPAA`, { inPerson: 'born, birth, date birth' }),
  row('identity.place-of-birth', 'place of birth', 'place of birth, birth place, birth city, birth country, country of birth', GDPR),
  row('identity.national-id', 'national id', 'ssn, social security, social security number, national id, national identifier, national insurance number, national identification number, nino, aadhaar, aadhar, cpf, curp, codice fiscale, fiscal code, personnummer, burgerservicenummer, bsn, pesel, citizen id, tax id, tax number, taxpayer id, tax identification number, itin, sin number, social insurance number, nric, id card number, identity number, identity card number, government id, national number, steuer id, ssn last 4', `${GDPR} and 87, HIPAA`, { inPerson: 'nin, dni, nif, nie, tin, id number, id document, pan number' }),
  row('identity.passport', 'passport number', 'passport, passport no, passport number, visa number, residence permit', `${GDPR} and 87`),
  row('identity.driver-license', 'driving licence', 'driver license, drivers license, driver licence, driving license, driving licence, license number driver, dl number, drivers licence', `${GDPR} and 87, HIPAA`),
  row('identity.photo', 'photo', 'profile photo, face photo, selfie, id photo, passport photo, portrait photo', GDPR, { inPerson: 'photo' }),
  row('identity.signature', 'signature', 'handwritten signature, signature image', GDPR),
  row('demographic.age', 'age', '', GDPR, { inPerson: 'age' }),
  row('demographic.gender', 'gender', 'gender, gender identity, pronouns', GDPR, { inPerson: 'sex', enumerated: true }),
  row('demographic.ethnicity', 'ethnic origin', 'ethnicity, ethnic origin, ethnic group, racial origin', ART9, { inPerson: 'race, caste', enumerated: true }),
  row('demographic.religion', 'religion', 'religion, religious belief, religious affiliation', ART9, { inPerson: 'faith, denomination', enumerated: true }),
  row('demographic.sexual-orientation', 'sexual orientation', 'sexual orientation, sexual preference, sex life', ART9, { enumerated: true }),
  row('demographic.political-opinion', 'political opinion', 'political opinion, political view, political affiliation, political party, party affiliation, voting record', ART9, { enumerated: true }),
  row('demographic.union-membership', 'union membership', 'trade union, union membership, trade union membership', ART9, { flag: true, enumerated: true }),
  row('demographic.nationality', 'nationality', 'nationality, citizenship, immigration status, citizenship status', GDPR, { enumerated: true }),
  row('demographic.marital-status', 'marital status', 'marital status, civil status, relationship status, maritalstatus', GDPR, { enumerated: true }),
  row('demographic.criminal-record', 'criminal record', 'criminal record, criminal history, conviction, arrest record, criminal conviction', 'GDPR Art. 10', { flag: true }),
  row('health.condition', 'health condition', 'diagnosis, diagnose, diagnoses, medical condition, health condition, medical history, health status, medical record, health record, icd code, icd 10, icd 10 code, chronic condition, chronic disease, hiv status, hiv positive, mental health, disability, disability status, disease, medical note, clinical note, symptom, pregnant, pregnancy, pregnancy status, comorbidity, family history medical, medical notes, disease name, diagnosis code', HEALTH, { flag: true, enumerated: true, inHealth: 'condition, notes, note, history, chief complaint, complaint, smoker, alcohol use, procedure, prognosis', inPerson: 'illness' }),
  row('health.treatment', 'treatment', 'medication, medication name, prescription, prescribed drug, dosage instructions, treatment plan, therapy, immunization, vaccination, vaccine, vaccination status, surgery, surgical history', HEALTH, { enumerated: true, inHealth: 'treatment, drug, dose, dosage, medicine, therapy notes' }),
  row('health.allergy', 'allergies', 'allergy', HEALTH, { flag: true }),
  row('health.measurement', 'health measurement', 'blood type, blood group, blood pressure, heart rate, body mass index, bmi, glucose level, blood glucose, blood sugar, lab result, test result medical, cholesterol, oxygen saturation, body temperature, menstrual cycle, last period', HEALTH, { enumerated: true, inHealth: 'weight, height, pulse, temperature, vital, vitals, test result, result' }),
  row('health.identifier', 'medical record number', 'medical record number, mrn, nhs number, health insurance number, insurance member id, insurance policy number, health plan number, medicare number, medicaid id, health card number, patient number, hospital number, medical id, health id', HEALTH, { inHealth: 'insurance number, insurance id, member id, policy number, insurance provider' }),
  row('health.genetic', 'genetic data', 'genetic data, genetic profile, dna sequence, genome, dna profile, genotype', HEALTH, { inPerson: 'dna' }),
  row('biometric', 'biometric data', 'biometric, biometric data, biometric template, fingerprint template, fingerprint scan, fingerprint image, face encoding, face embedding, face template, facial recognition data, faceprint, iris scan, retina scan, retinal scan, voice print, voiceprint, palm print, thumbprint image, face id data, facial features', ART9, { inPerson: 'fingerprint, iris, retina' }),
  row('payment.card', 'card number', 'card number, credit card, credit card number, debit card, debit card number, cc number, ccnum, card no, card num, creditcard, primary account number, pan card, cardnumber', PCI, { inPerson: 'pan' }),
  row('payment.cvv', 'card security code', 'cvv, cvc, cvv 2, cvc 2, csc, card security code, card verification value, security code card, cvv code, cvc code', PCI),
  row('payment.card-expiry', 'card expiry', 'card expiry, card expiration, card expiry date, card expiration date, cc expiry, expiry month card, card exp', PCI),
  row('payment.iban', 'bank account', 'iban, bank account, bank account number, account number, routing number, sort code, bank details, iban number, bic swift, aba number, account no, bank account no, acct number', GDPR),
  row('payment.wallet', 'payment account', 'paypal email, paypal account, paypal id, upi id, venmo handle', GDPR),
  row('financial.income', 'income', 'salary, annual income, monthly income, household income, net worth, base salary, hourly wage, gross salary, net salary, yearly income', GDPR, { inPerson: 'income, wage, compensation, bonus, pay rate, net pay, gross pay' }),
  row('financial.credit', 'credit standing', 'credit score, credit rating, credit history, credit report, debt amount personal, bankruptcy, fico score, fico', GDPR, { inPerson: 'debt, loan amount, account balance' }),
  row('location.precise', 'precise location', 'geolocation, geo location, gps coordinate, gps location, gps position, last known location, current location, home location, precise location, user location, location history, device location, home latitude, home longitude, gps lat, gps lng, gps latitude, gps longitude, last latitude, last longitude, current latitude, current longitude, last location', GDPR, { inPerson: 'latitude, longitude, lat, lng, lon, location, coordinate, whereabouts' }),
  row('children', 'data of children', 'child name, children names, guardian name, parental consent, parent name', 'GDPR Art. 8'),
  row('communication', 'private messages', 'private message, direct message, sms body, sms text, chat history, message history, call history, call log, voicemail, conversation history private, call recording', GDPR),
  row('behaviour', 'behaviour', 'browsing history, search history, purchase history, watch history, viewing history, listening history', GDPR),
  row('device.identifier', 'device id', 'device id, imei, idfa, advertising id, gaid, device fingerprint, browser fingerprint, device serial, mac address, android id, idfv, ad id, imsi, iccid', GDPR, { ordinaryInLogs: true }),
  row('device.ip', 'IP address', 'ip address, client ip, remote ip, user ip, ip addr, last login ip, last ip, signup ip, visitor ip, registration ip, sign in ip', GDPR, { inPerson: 'ip', ordinaryInLogs: true }),
  row('identifier.username', 'user name', '', GDPR, { inPerson: 'username, user name, login name, screen name, handle, user handle', ordinaryInLogs: true }),
  row('credential.password', 'password', 'password, passwd, passphrase, pass phrase, pwd, passwort, new password, old password, user password', 'CWE-256', { inPerson: 'pass' }),
  row('credential.secret', 'secret', 'client secret, api secret, app secret, shared secret, signing secret, webhook secret, totp secret, otp secret, mfa secret, two factor secret, jwt secret, secret key, secret access key, consumer secret, session secret, cookie secret', 'CWE-522', { inAccess: 'secret, seed' }),
  row('credential.token', 'access token', 'access token, refresh token, id token, auth token, bearer token, session token, api token, reset token, password reset token, oauth token, jwt, jwt token, authorization header, auth header, personal access token, session cookie, magic link token, verification token, authentication token, remember token, csrf secret, authorization token, user token, login token', 'CWE-522', { inAccess: 'token, authorization' }),
  row('credential.api-key', 'API key', 'api key, apikey, access key, secret access key, auth key, service account key, subscription key, license key secret', 'CWE-522'),
  row('credential.private-key', 'private key', 'private key, signing key, encryption key, master key, ssh key, privkey, priv key, seed phrase, mnemonic phrase, recovery phrase', 'CWE-522'),
  row('credential.code', 'one-time code', 'otp, otp code, one time password, totp, pin code, mfa code, two factor code, recovery code, backup code, security answer, security question answer, one time code, verification pin, card pin, totp code', 'CWE-522', { inAccess: 'pin, passcode' }),
];

/** Whom a record can be about. */
export const PERSON_WORDS: ReadonlySet<string> = new Set(
  list(
    'user, person, people, patient, customer, employee, member, contact, profile, student, pupil, guest, passenger, subscriber, applicant, candidate, buyer, seller, payer, payee, cardholder, beneficiary, recipient, doctor, physician, nurse, teacher, citizen, resident, voter, driver, rider, staff, donor, volunteer, participant, attendee, borrower, policyholder, individual, human, admin, administrator, traveler, traveller, visitor, shopper, consumer, spouse, partner, dependent, guardian, practitioner, clinician, therapist, caregiver, registrant, signer, signatory, respondent, interviewee, victim, suspect, witness, inmate, immigrant, refugee, landlord, renter, lodger, claimant, insured, professor, tutor, instructor, coach, alumnus, freelancer, personnel, husband, wife, sibling, heir, kin, consignee, signup, kyc, resume, demographic, personal, hcp',
  ),
);

/** Persons, and also parts of archives, visitors of trees and consumers of queues: a bare `name` in them says little. */
export const AMBIGUOUS_PERSON_WORDS: ReadonlySet<string> = new Set(
  list(
    'member, profile, visitor, consumer, dependent, candidate, subscriber, driver, recipient, admin, participant, resume, coach, witness',
  ),
);

/** What has a name, an address and an email and is nobody. */
export const ORGANISATION_WORDS: ReadonlySet<string> = new Set(
  list(
    'company, organization, organisation, org, business, vendor, supplier, merchant, store, shop, brand, team, project, repo, repository, app, application, product, bank, hospital, clinic, school, university, branch, department, office, restaurant, hotel, venue, warehouse, server, host, node, cluster, service, device, bucket, plan, role, group, channel, site, website, domain, country, region, category, tag, file, package, module, event, game, command, item, facility, pharmacy, laboratory, insurer, carrier, airline, airport, station, city, workspace, network, interface, wallet, contract, block, chain, peer, socket, listener, endpoint, proxy, gateway',
  ),
);

export const HEALTH_WORDS: ReadonlySet<string> = new Set(
  list(
    'patient, medical, health, healthcare, clinical, encounter, admission, prescription, diagnosis, observation, vitals, vital, lab, treatment, therapy, medication, consultation, ehr, emr, hospitalization, triage, symptom, allergy, anamnesis, immunization, fhir, hl',
  ),
);

/** Where `token`, `secret` and `pin` are about signing in, not about parsing. */
export const ACCESS_WORDS: ReadonlySet<string> = new Set(
  list(
    'auth, authentication, authorization, login, signin, session, sessions, oauth, oauth2, oidc, jwt, credential, credentials, password, user, account, mfa, totp, otp, identity, sso, saml, apikey, register, signup, invite, invitation, reset, header, headers, cookie, cookies, refresh, access, bearer, api, webhook, github, slack, stripe',
  ),
);
