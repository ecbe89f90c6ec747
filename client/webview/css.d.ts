/** esbuild writes the imported sheet next to the script; nothing comes back as a value. */
declare module '*.css';
