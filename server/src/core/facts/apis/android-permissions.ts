import type { AppAccess } from '../apps/app-grant.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Permissions that a person is asked for when the app runs: protection level `dangerous`.
 * @see https://developer.android.com/reference/android/Manifest.permission (API 36)
 */
const ASKED = words(`
  ACCEPT_HANDOVER ACCESS_COARSE_LOCATION ACCESS_FINE_LOCATION ACCESS_MEDIA_LOCATION ACTIVITY_RECOGNITION ADD_VOICEMAIL
  ANSWER_PHONE_CALLS BLUETOOTH_ADVERTISE BLUETOOTH_CONNECT BLUETOOTH_SCAN BODY_SENSORS CALL_PHONE CAMERA GET_ACCOUNTS
  NEARBY_WIFI_DEVICES POST_NOTIFICATIONS RANGING READ_CALENDAR READ_CONTACTS READ_EXTERNAL_STORAGE READ_MEDIA_AUDIO
  READ_MEDIA_IMAGES READ_MEDIA_VIDEO READ_MEDIA_VISUAL_USER_SELECTED READ_PHONE_NUMBERS READ_PHONE_STATE RECORD_AUDIO USE_SIP
  UWB_RANGING WRITE_CALENDAR WRITE_CONTACTS WRITE_EXTERNAL_STORAGE`);

/**
 * Those through which an app reads messages and calls, watches or acts for others, installs programs, or sees all files:
 * stores ask for a reason, and most are not given by a single tap.
 * @see https://support.google.com/googleplay/android-developer/answer/9888170 (2026-11)
 */
const FAR_REACHING = words(`
  ACCESS_BACKGROUND_LOCATION ACCESS_NOTIFICATION_POLICY BIND_ACCESSIBILITY_SERVICE BIND_DEVICE_ADMIN
  BIND_NOTIFICATION_LISTENER_SERVICE BIND_VPN_SERVICE BODY_SENSORS_BACKGROUND CAPTURE_AUDIO_OUTPUT CHANGE_COMPONENT_ENABLED_STATE
  DELETE_PACKAGES DUMP INJECT_EVENTS INSTALL_PACKAGES INTERACT_ACROSS_USERS INTERACT_ACROSS_USERS_FULL LOADER_USAGE_STATS
  MANAGE_ACCOUNTS MANAGE_DEVICE_POLICY_ACCESSIBILITY MANAGE_EXTERNAL_STORAGE MASTER_CLEAR MODIFY_PHONE_STATE PACKAGE_USAGE_STATS
  PROCESS_OUTGOING_CALLS QUERY_ALL_PACKAGES READ_CALL_LOG READ_LOGS READ_PRIVILEGED_PHONE_STATE READ_SMS REBOOT
  RECEIVE_MMS RECEIVE_SMS RECEIVE_WAP_PUSH REQUEST_DELETE_PACKAGES REQUEST_INSTALL_PACKAGES SEND_SMS SYSTEM_ALERT_WINDOW
  UPDATE_DEVICE_STATS WRITE_CALL_LOG WRITE_SECURE_SETTINGS WRITE_SETTINGS`);

/** Everyone may have the rest, or nobody but the system. */
export function accessOfAndroid(permission: string): AppAccess {
  const name = /^android\.permission\.([A-Z_]+)$/.exec(permission)?.[1];
  if (permission === 'com.android.voicemail.permission.ADD_VOICEMAIL') return 'Read';
  if (name === undefined) return 'None';
  if (FAR_REACHING.has(name)) return 'Permissions management';
  // A notification is seen, and nothing is read.
  return ASKED.has(name) && name !== 'POST_NOTIFICATIONS' ? 'Read' : 'None';
}

/** Only the system, or the app itself, holds it: who needs it for calling a component is no stranger. */
export function isHeldBySystem(permission: string): boolean {
  return /^android\.permission\.(?:BIND_\w+|MANAGE_\w+|DUMP|INSTALL_PACKAGES|MASTER_CLEAR|BROADCAST_\w+|SEND_DOWNLOAD_COMPLETED_INTENTS|INTERACT_ACROSS_USERS\w*|WRITE_SECURE_SETTINGS)$|^com\.google\.android\.c2dm\.permission\.SEND$|^com\.google\.android\.gms\.permission\.\w+$/.test(
    permission,
  );
}

/** Broadcasts that only the system may send. @see https://developer.android.com/about/versions/16/reference/broadcast-actions-36 */
export function isSentBySystem(action: string): boolean {
  return /^android\.(?:intent\.action\.(?:BOOT_COMPLETED|LOCKED_BOOT_COMPLETED|REBOOT|MY_PACKAGE_\w+|PACKAGE_\w+|TIMEZONE_CHANGED|TIME_SET|TIME_TICK|LOCALE_CHANGED|BATTERY_\w+|ACTION_POWER_\w+|ACTION_SHUTDOWN|DEVICE_STORAGE_\w+|USER_\w+|SCREEN_\w+|NEW_OUTGOING_CALL|PHONE_STATE|AIRPLANE_MODE|DREAMING_\w+|MEDIA_(?:MOUNTED|UNMOUNTED|EJECT|REMOVED)|PROXY_CHANGE)|appwidget\.action\.\w+|net\.(?:conn\.\w+|wifi\.\w+|vpn\.\w+)|app\.action\.\w+|bluetooth\.\w+(?:\.\w+)*|hardware\.usb\.action\.\w+|provider\.Telephony\.\w+|os\.action\.\w+|nfc\.action\.\w+|media\.(?:RINGER_MODE_CHANGED|AUDIO_BECOMING_NOISY))$|^android\.hardware\.usb\.action\./.test(
    action,
  );
}
