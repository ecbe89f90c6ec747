/** `X.builder()…build`, `X.newBuilder()…build`, `XBuilder.standard()…build`, `XBuilder().build`. */
const BUILT =
  /^((?:\w+\.)*[A-Z]\w*?)(?:Builder)?(?:\.(?:builder|newBuilder|standard|create|custom)\(\)|\(\))(?:\.\w+\(\))*\.build(?:Client)?$/;
/** `new X.Builder()…build`: the builder's own name is no part of what it makes. */
const BUILT_INSIDE = /^((?:\w+\.)*[A-Z]\w*)\.Builder\(\)(?:\.\w+\(\))*\.build$/;
/** `X.create`, `XBuilder.defaultClient`: what classes call the methods that make one of them. */
const MADE =
  /^((?:\w+\.)*[A-Z]\w*?)(?:Builder)?\.(?:create|getInstance|newInstance|getDefault|defaultClient|newHttpClient|createDefault|createSystem)$/;

/** The class whose instance a call gives, by the names that Java's builders and factories have; else the callee itself. */
export function javaInstance(callee: string): string {
  const name = (BUILT_INSIDE.exec(callee) ?? BUILT.exec(callee) ?? MADE.exec(callee))?.[1];
  return name === undefined || name.length === 0 ? callee : name;
}
