/**
 * Where a component shows a value as markup, `v-html="text"`, its code is read as an assignment to this name, which is not
 * what the file says there.
 */
export const RAW_MARKUP = '_';
