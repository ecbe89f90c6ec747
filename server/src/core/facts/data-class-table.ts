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
  /** Names that say it only in a record about a card. */
  readonly inPayment?: readonly string[];
  /** A yes or no is already the datum: `isPregnant`. */
  readonly flag?: boolean;
  /** Values come from a short list, so that a union of literals is no reason against it. */
  readonly enumerated?: boolean;
  /** Logs hold it all over the world; only that it leaves is worth a question. */
  readonly ordinaryInLogs?: boolean;
  readonly tags: readonly string[];
}

const list = (names: string): readonly string[] => names.split(/\s*,\s*/);

type Rest = Omit<DataClass, 'id' | 'label' | 'names' | 'tags' | 'inPerson' | 'inHealth' | 'inAccess' | 'inPayment'> & {
  readonly inPerson?: string;
  readonly inHealth?: string;
  readonly inAccess?: string;
  readonly inPayment?: string;
};

function row(id: string, label: string, names: string, tags: string, rest: Rest = {}): DataClass {
  const { inPerson, inHealth, inAccess, inPayment, ...others } = rest;
  return {
    id,
    label,
    names: names === '' ? [] : list(names),
    tags: tags === '' ? [] : list(tags),
    ...(inPerson === undefined ? {} : { inPerson: list(inPerson) }),
    ...(inHealth === undefined ? {} : { inHealth: list(inHealth) }),
    ...(inAccess === undefined ? {} : { inAccess: list(inAccess) }),
    ...(inPayment === undefined ? {} : { inPayment: list(inPayment) }),
    ...others,
  };
}

const GDPR = 'GDPR Art. 4';
const ART9 = 'GDPR Art. 9';
const HEALTH = 'GDPR Art. 9, HIPAA';
const PCI = 'PCI DSS';

// prettier-ignore
export const dataClasses: readonly DataClass[] = [
  row('contact.email', 'email', 'email, e mail, mail address, email address, email addr, emailaddress, courriel, correo, correo electronico, email adresse, mail adresse', `${GDPR}, HIPAA`, { inPerson: 'mail, email id' }),
  row('contact.phone', 'phone number', 'phone, telephone, mobile number, mobile phone, cell phone, cell number, phone number, tel number, fax number, msisdn, home phone, work phone, phone no, contact number, whatsapp number, landline, phone num, mobile no, mobile num, mob no, mobile phone number, cell no, tel no, telefon, telefonnummer, handynummer, telefono, numero telephone, celular, phn, phn no, ph no, phone nbr, daytime phone, mobilephone', `${GDPR}, HIPAA`, { inPerson: 'mobile, tel, fax, cell, whatsapp, mob, ph, contact no, telegram, skype' }),
  row('contact.address', 'postal address', 'home address, street address, postal address, mailing address, shipping address, billing address, delivery address, residential address, permanent address, address line 1, address line 2, address line 3, address line one, address line two, street name, house number, street line, addr line 1, addr line 2, strasse, hausnummer, direccion, endereco, street number, house no, door number, flat number, apartment number, domicile, place of residence', `${GDPR}, HIPAA`, { inPerson: 'postal code, postcode, zip code, zip, postal cd, zip cd, plz, code postal, address, street, city, addr, town, apartment, district, suburb, pin code, address city, residence, adresse, village, address line, addr line, line 1, line 2, address 1, address 2' }),
  row('contact.emergency', 'emergency contact', 'emergency contact, next of kin, emergency contact name, emergency contact phone, emergency contact number, emergency contact email, ice contact', GDPR),
  row('identity.name', 'name', 'first name, last name, full name, surname, given name, family name, middle name, maiden name, legal name, cardholder name, card holder name, card holder, name on card, forename, birth name, mothers maiden name, preferred name, forenames, vorname, nachname, prenom, nom famille, apellido, sobrenome, cognome, family name, patronymic, fathers name, mothers name, spouse name, legal first name, legal last name, known as, holder name, cardholder, first nm, last nm, frst nm, lst nm, legal names', `${GDPR}, HIPAA`, { inPerson: 'name, fname, lname, mname, f name, l name, m name, display name, nickname, initials, real name, first, last, nombre' }),
  row('identity.date-of-birth', 'date of birth', 'date of birth, birth date, dob, birthday, birthdate, born on, birth year, year of birth, birth day, born at, birth dt, dt of birth, date birth, bday, birth month, month of birth, geburtsdatum, fecha nacimiento, fecha de nacimiento, date naissance, date de naissance, data nascimento, date of birth estimated', `${GDPR}, HIPAA`, { inPerson: 'born, birth, bdate, d o b' }),
  row('identity.place-of-birth', 'place of birth', 'place of birth, birth place, birth city, birth country, country of birth', GDPR),
  row('identity.national-id', 'national id', 'ssn, social security, social security number, national id, national identifier, national insurance number, national identification number, nino, aadhaar, aadhar, cpf, curp, codice fiscale, fiscal code, personnummer, burgerservicenummer, bsn, pesel, citizen id, tax id, tax number, taxpayer id, tax identification number, itin, sin number, social insurance number, fiscal number, nric, id card number, identity number, identity card number, government id, gov id, govt id, national number, steuer id, ssn last 4, ssn last four, ssn no, ssn num, ssn number, soc sec num, social security no, tax file number, hkid, emirates id, iqama, ahv number, cedula, cnpj cpf, national registration number, civil id, personal number, personal identification number, personnel number national, aadhaar no, voter id, nin number, insee, pps number, national insurance, ni number', `${GDPR} and 87, HIPAA`, { inPerson: 'nin, dni, nif, nie, tin, tfn, id number, id document, pan number, pan no, document number, id card, rut, nik, identification, id no' }),
  row('identity.passport', 'passport number', 'passport, passport no, passport num, passport number, visa number, residence permit, passport id, reisepass', `${GDPR} and 87`),
  row('identity.driver-license', 'driving licence', 'driver license, drivers license, driver licence, driving license, driving licence, license number driver, dl number, dl no, drivers licence, driver license number, driving license number, drivers license number, driving licence number, license no driver, driver licence number, drivers licence number, driver lic, drivers lic, driver lic no, driving licence no', `${GDPR} and 87, HIPAA`),
  row('identity.photo', 'photo', 'profile photo, face photo, selfie, id photo, passport photo, portrait photo', `${GDPR}, HIPAA`, { inPerson: 'photo' }),
  row('identity.signature', 'signature', 'handwritten signature, signature image', GDPR),
  row('demographic.age', 'age', 'age in years, patient age', GDPR, { inPerson: 'age, age years' }),
  row('demographic.gender', 'gender', 'gender, gender identity, pronoun, pronouns, geschlecht, biological sex, sex at birth, gender code', GDPR, { inPerson: 'sex', enumerated: true }),
  row('demographic.ethnicity', 'ethnic origin', 'ethnicity, ethnic origin, ethnic group, racial origin, racial group, ethnic background, race ethnicity, tribe', ART9, { inPerson: 'race, caste', enumerated: true }),
  row('demographic.religion', 'religion', 'religion, religious belief, religious affiliation', ART9, { inPerson: 'faith, denomination', enumerated: true }),
  row('demographic.sexual-orientation', 'sexual orientation', 'sexual orientation, sexual preference, sex life', ART9, { inPerson: 'orientation', enumerated: true }),
  row('demographic.political-opinion', 'political opinion', 'political opinion, political view, political affiliation, political party, party affiliation, voting record', ART9, { enumerated: true }),
  row('demographic.union-membership', 'union membership', 'trade union, union membership, trade union membership', ART9, { flag: true, enumerated: true }),
  row('demographic.nationality', 'nationality', 'nationality, citizenship, immigration status, citizenship status, visa status, country of citizenship', GDPR, { enumerated: true }),
  row('demographic.marital-status', 'marital status', 'marital status, civil status, relationship status, maritalstatus, marriage status', GDPR, { enumerated: true }),
  row('demographic.criminal-record', 'criminal record', 'criminal record, criminal history, conviction, arrest record, criminal conviction', 'GDPR Art. 10', { flag: true }),
  row('health.condition', 'health condition', 'diagnosis, diagnose, diagnoses, medical condition, health condition, medical history, health status, medical record, health record, icd code, icd 10, icd 10 code, chronic condition, chronic disease, hiv status, hiv positive, mental health, disability, disability status, disease, medical note, clinical note, symptom, pregnant, pregnancy, pregnancy status, comorbidity, family history medical, medical notes, disease name, diagnosis code, primary dx, secondary dx, admitting dx, dx code, health problem, health issue, medical problem, health note, dietary restriction, food intolerance, accessibility need, special need, disability type, cause of death, is deceased, death date, sick leave reason, injury, sickness, illness description, medical reason', HEALTH, { flag: true, enumerated: true, inHealth: 'condition, notes, note, history, chief complaint, complaint, smoker, alcohol use, procedure, prognosis', inPerson: 'illness, deceased, date of death' }),
  row('health.treatment', 'treatment', 'medication, medication name, prescription, prescribed drug, dosage instructions, treatment plan, therapy, immunization, vaccination, vaccine, vaccination status, surgery, surgical history', HEALTH, { enumerated: true, inHealth: 'treatment, drug, dose, dosage, medicine, therapy notes' }),
  row('health.allergy', 'allergies', 'allergy, allergen, food allergy, drug allergy', HEALTH, { flag: true }),
  row('health.measurement', 'health measurement', 'blood type, blood group, blood pressure, heart rate, body mass index, bmi, glucose level, blood glucose, blood sugar, lab result, test result medical, cholesterol, oxygen saturation, body temperature, menstrual cycle, last period, body weight, body height, body fat, body fat percentage, resting heart rate, systolic, diastolic, hemoglobin, spo 2, a 1 c, hba 1 c, blood pressure systolic, blood pressure diastolic, waist circumference, calorie intake', HEALTH, { enumerated: true, inHealth: 'weight, height, pulse, temperature, vital, vitals, test result, result' }),
  row('health.identifier', 'medical record number', 'medical record number, mrn, nhs number, health insurance number, insurance member id, insurance policy number, health plan number, medicare number, medicaid number, medicaid id, health card number, patient number, hospital number, medical id, health id, hospital id number, health insurance id, insurance card number, health record number, medical record no, patient identifier, uhid, insurance number, chf id, abha number', HEALTH, { inHealth: 'insurance number, insurance id, member id, policy number, insurance provider' }),
  row('health.genetic', 'genetic data', 'genetic data, genetic profile, dna sequence, genome, dna profile, genotype', HEALTH, { inPerson: 'dna' }),
  row('biometric', 'biometric data', 'biometric, biometric data, biometric template, fingerprint template, fingerprint scan, fingerprint image, face encoding, face embedding, face template, facial recognition data, faceprint, iris scan, retina scan, retinal scan, voice print, voiceprint, palm print, thumbprint image, face id data, facial features', HEALTH, { inPerson: 'fingerprint, iris, retina' }),
  row('payment.card', 'card number', 'card number, credit card, credit card number, debit card, debit card number, cc number, ccnum, card no, card num, creditcard, primary account number, pan card, cardnumber, credit card info, card pan, cc num, cc no, ccn, card details, payment card, card last 4, last 4 digits, track data, credit card no, cardholder data, pan encrypted, kreditkarte', PCI, { inPayment: 'pan', inPerson: 'pan, cc' }),
  row('payment.cvv', 'card security code', 'card security number, cvv, cvc, cvv 2, cvc 2, csc, card security code, card verification value, security code card, cvv code, cvc code, card cvv, card cvc, card code, cvn, cid number, security code card', PCI),
  row('payment.card-expiry', 'card expiry', 'card expiry, card expiration, card expiry date, card expiration date, cc expiry, cc exp, cc exp month, cc exp year, cc expiry date, card expiry month, card expiry year, card expiration month, card expiration year, credit card expiration month, credit card expiration year, credit card expiry, card exp, card exp month, card exp year, credit card expiration', PCI, { inPayment: 'expiry, expiry month, expiry year, expiration month, expiration year, exp month, exp year, exp, expiration, expiry date, expiration date, valid thru' }),
  row('payment.iban', 'bank account', 'iban, bank account, bank account number, account number, routing number, sort code, bank details, iban number, bic swift, aba number, account no, bank account no, acct number, acct no, acct num, acc no, account num, bank acct, bank acct no, bank account iban, ifsc, ifsc code, swift code, swift bic, bic, routing no, bsb, clabe, beneficiary account, bank number, kontonummer, account holder, account holder name, bank account holder', `${GDPR}, HIPAA`),
  row('payment.wallet', 'payment account', 'paypal email, paypal account, paypal id, upi id, venmo handle', GDPR),
  row('financial.income', 'income', 'salary, annual income, monthly income, household income, net worth, base salary, hourly wage, gross salary, net salary, yearly income, salary amount, current salary, expected salary, basic salary, pay grade amount, wages, total compensation, hourly pay, family income, monthly salary, annual salary, ctc, salary expectation, income amount, annual salary amount', GDPR, { inPerson: 'income, wage, compensation, bonus, pay rate, net pay, gross pay' }),
  row('financial.credit', 'credit standing', 'credit score, credit rating, credit history, credit report, debt amount personal, bankruptcy, fico score, fico, indebtedness, credit limit personal', GDPR, { inPerson: 'debt, loan amount, account balance' }),
  row('location.precise', 'precise location', 'geolocation, geo location, gps coordinate, gps location, gps position, last known location, current location, home location, precise location, user location, location history, device location, home latitude, home longitude, gps lat, gps lng, gps latitude, gps longitude, last latitude, last longitude, current latitude, current longitude, last location, lat long, lat lng, latlng, geo point, geopoint, geo coordinate, gps, gps coordinates, gps data, pickup latitude, pickup longitude, home coordinate, user latitude, user longitude, user lat, user lng, last known position, gps fix, home position', GDPR, { inPerson: 'latitude, longitude, lat, lng, lon, location, coordinate, coords, whereabouts, geo' }),
  row('children', 'data of children', 'children names, guardian name, parental consent, guardian email, guardian phone, parent email, parent phone, parent mobile, guardian mobile, parent email address, child age, child dob, child birth date, child date of birth, minor name, student guardian, parent contact', 'GDPR Art. 8', { inPerson: 'child name, parent name, father name, mother name' }),
  row('communication', 'private messages', 'private message, direct message, sms body, sms text, chat history, message history, call history, call log, voicemail, conversation history private, call recording, private note, sms message, sms content, whatsapp message, dm text, chat transcript, call transcript, voice recording, chat message text', GDPR),
  row('behaviour', 'behaviour', 'browsing history, search history, purchase history, watch history, viewing history, listening history, reading history, click history, clickstream, order history, location trail, visited page, visited url, search query history', GDPR),
  row('device.identifier', 'device id', 'device identifier, imei, idfa, advertising id, gaid, device fingerprint, browser fingerprint, device serial, mac address, android id, idfv, ad id, imsi, iccid, device uuid, device udid, udid, device token, push token, fcm token, apns token, mac addr, device mac, device serial number, hardware id, hwid, installation id, android ad id, device imei, fingerprint hash, registration token', `${GDPR}, HIPAA`, { inPerson: 'device id', ordinaryInLogs: true }),
  row('device.ip', 'IP address', 'register ip, req ip, request ip, login ip, access ip, session ip, ip address, client ip, remote ip, user ip, ip addr, last login ip, last ip, signup ip, visitor ip, registration ip, sign in ip, current sign in ip, last sign in ip, created ip, login ip, source ip address, remote addr, remote address, client address ip, ipaddr, ipaddress, from ip, created from ip, updated from ip, client ip address, author ip, creation ip, last seen ip, user ip address, ip last login, ip signup, last ip', `${GDPR}, HIPAA`, { inPerson: 'ip, host ip, ip hash', ordinaryInLogs: true }),
  row('identifier.username', 'user name', 'username, user name, login name, screen name, user login, benutzername', GDPR, { inPerson: 'handle, user handle, login, nick, uname, usrname, user nm, account name, twitter handle, twitter username, github username, github login, linkedin, linkedin url, twitter, github, instagram, facebook, discord, telegram username, mastodon username, mastodon', ordinaryInLogs: true }),
  row('credential.password', 'password', 'password, passwd, passphrase, pass phrase, pwd, passwort, new password, old password, user password, passw, pswd, passcode, senha, contrasena, mot de passe, current password, password confirmation, confirm password, master password, passphrase text, kennwort, password confirm, password again, password repeat, password verify, repeat password, verify password, re password', 'CWE-256', { inPerson: 'pass, credential, password verify, password repeat' }),
  row('credential.password-hash', 'password hash', '', 'CWE-916', { inPerson: 'password hash, hashed password, password digest, encrypted password, passhash, pass hash, pwd hash, crypted password, password bcrypt, salted password, master password hash', inAccess: 'password hash, hashed password, password digest, encrypted password, master password hash' }),
  row('credential.secret', 'secret', 'client secret, api secret, app secret, shared secret, signing secret, webhook secret, totp secret, otp secret, mfa secret, two factor secret, jwt secret, secret key, secret access key, consumer secret, session secret, cookie secret, encrypted secret, two factor otp secret, otp secret key, totp seed, mfa seed, client secret key, secret token, 2 fa secret, two fa secret, google 2 fa secret, authenticator key', 'CWE-522', { inAccess: 'secret, seed' }),
  row('credential.token', 'access token', 'access token, refresh token, id token, auth token, bearer token, session token, api token, reset token, password reset token, oauth token, jwt, jwt token, authorization header, auth header, personal access token, session cookie, magic link token, verification token, authentication token, remember token, csrf secret, authorization token, user token, login token, invite token, invitation token, confirmation token, activation token, unsubscribe token, deletion token, unlock token, access tokens, oauth access token, oauth refresh token, recovery token, email token, session id token, one time token, slack access token, github token, bot token, accesstoken, refreshtoken, jwt secret token, auth code verifier, device code, authorization code, verify token, security token, sso token, two factor token, api auth token, perishable token, persistence token, single access token, feed token', 'CWE-522', { inAccess: 'token, authorization' }),
  row('credential.api-key', 'API key', 'api key, apikey, access key, secret access key, auth key, service account key, subscription key, license key secret, api key secret, secret api key, apikey secret, llm api key, api access key, webhook key, api key value, rest api key', 'CWE-522'),
  row('credential.private-key', 'private key', 'private key, signing key, encryption key, master key, ssh key, privkey, priv key, seed phrase, mnemonic phrase, recovery phrase, pgp private key, gpg private key, rsa private key, account private key, private pem, ssh private key, private key pem, encrypted private key, server private key, wallet private key', 'CWE-522'),
  row('credential.code', 'one-time code', 'secret answer, verify code, activation code, validation code, otp, otp code, one time password, totp, pin code, mfa code, two factor code, recovery code, backup code, security answer, security question answer, one time code, verification pin, card pin, totp code, one time pin, sms code, recovery codes, backup codes, otp backup code, two factor recovery code, verification code, email verification code, phone verification code, security pin, atm pin, access pin, 2 fa code, two fa code, confirmation code, login code, reset code, password reset code, totp recover code, totp recover', 'CWE-522', { inAccess: 'pin' }),
];

/** Whom a record can be about. */
export const PERSON_WORDS: ReadonlySet<string> = new Set(
  list(
    'user, person, people, patient, customer, employee, member, contact, profile, student, pupil, guest, passenger, subscriber, applicant, candidate, buyer, seller, payer, payee, cardholder, beneficiary, recipient, doctor, physician, nurse, teacher, citizen, resident, voter, driver, rider, staff, donor, volunteer, participant, attendee, borrower, policyholder, individual, human, admin, administrator, traveler, traveller, visitor, shopper, consumer, spouse, partner, dependent, guardian, practitioner, clinician, therapist, caregiver, registrant, signer, signatory, respondent, interviewee, victim, suspect, witness, inmate, immigrant, refugee, landlord, renter, lodger, claimant, insured, professor, tutor, instructor, coach, alumnus, freelancer, personnel, husband, wife, sibling, heir, kin, consignee, signup, kyc, resume, demographic, personal, hcp, owner, author, creator, sender, receiver, invitee, inviter, client, usr, cust, emp, lead, prospect, insuree, policy holder, holder, cardowner, account holder, supervisor, manager, reporter, assignee, commenter, follower, friend, mother, father, relative, reviewer, speaker, invite, invitation, whoami, courier, athlete, pharmacist, surgeon, nanny, backer, supporter, collaborator, contributor, committer, licensee, purchaser, requester, requestor, submitter, approver, uploader, organizer, organiser, salesperson, technician, inspector, officer, trainee, trainer, mentor, mentee, pilot, payor, family, grantee, grantor, lessee, tenant contact, householder, addressee',
  ),
);

/** Persons, and also parts of archives, visitors of trees and consumers of queues: a bare `name` in them says little. */
export const AMBIGUOUS_PERSON_WORDS: ReadonlySet<string> = new Set(
  list(
    'member, profile, visitor, consumer, dependent, candidate, subscriber, driver, recipient, admin, participant, resume, coach, witness, owner, sender, receiver, client, lead, manager, invite, invitation, holder, supervisor, follower, family, prospect, officer, inspector, trainer',
  ),
);

/** What has a name, an address and an email and is nobody. */
export const ORGANISATION_WORDS: ReadonlySet<string> = new Set(
  list(
    'company, organization, organisation, org, business, vendor, supplier, merchant, store, shop, brand, team, project, repo, repository, app, application, bank, hospital, clinic, school, university, branch, department, office, location, outlet, depot, premise, restaurant, hotel, venue, warehouse, server, host, node, cluster, service, device, bucket, channel, site, website, domain, country, region, facility, pharmacy, laboratory, insurer, carrier, airline, airport, station, city, workspace, network, interface, wallet, contract, block, chain, peer, socket, listener, endpoint, proxy, gateway, household, building, estate, plot, parcel, museum, park, factory, terminal, room, desk, kiosk, hall, gym, theater, theatre, stadium, church, embassy, court, depot, broadcaster, station, lineup, sponsor',
  ),
);

export const HEALTH_WORDS: ReadonlySet<string> = new Set(
  list(
    'patient, medical, health, healthcare, clinical, encounter, admission, prescription, diagnosis, observation, vitals, vital, lab, treatment, therapy, medication, consultation, ehr, emr, hospitalization, triage, symptom, allergy, anamnesis, immunization, fhir, hl, obs, obstetric, condition record, drug order, insuree health, disease, clinic visit, dental, ward, nursing',
  ),
);

/** Where `token`, `secret` and `pin` are about signing in, not about parsing. */
export const ACCESS_WORDS: ReadonlySet<string> = new Set(
  list(
    'auth, authentication, authorization, login, signin, session, sessions, oauth, oauth2, oidc, jwt, credential, credentials, password, user, account, mfa, totp, otp, identity, sso, saml, apikey, register, signup, invite, invitation, reset, header, headers, cookie, cookies, refresh, access, bearer, api, webhook, webhooks, github, slack, stripe, token, tokens, verification, confirm, confirmation, activation, passkey, webauthn, credential, integration, factor, factors, challenge, otc, secret, invites, invitations, recovery, magic, personal, bot, mailer account, accounts, users',
  ),
);

/** What is called something and belongs to somebody: a `name` beside a `userId` is its own. */
export const THING_WORDS: ReadonlySet<string> = new Set(
  list(
    'role, group, tag, category, file, package, module, event, game, command, item, plan, product, collection, library, label, folder, document, template, webhook, integration, plugin, extension, theme, page, post, article, book, recipe, list, board, column, field, table, rule, query, report, dashboard, chart, widget, job, task, workflow, step, pipeline, queue, topic, key, credential, passkey, certificate, currency, language, locale, tax, shipping, method, option, attribute, variant, asset, media, image, picture, font, color, icon, menu, navigation, setting, feature, flag, permission, scope, policy, token, manifest, build, bundle, archive, chemical, vaccine, disease, unit, ingredient, food, program, course, lesson, network, broadcast, model, engine, version, release, artifact, container, pod, cluster, namespace, environment, region, zone, subnet, vpc, pet, animal, vehicle, car, aircraft',
  ),
);
