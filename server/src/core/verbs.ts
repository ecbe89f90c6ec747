/** All that a shell may call. Each verb's own file says what it takes, gives and throws. */
export { analyze, explain, summarize, type Analysis, type AnalysisCache, type AnalysisContext } from './analyze.ts';
export { createEngine, type Engine, type GrammarFiles } from './load-language.ts';
