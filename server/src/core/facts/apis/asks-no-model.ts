/**
 * Classes of the libraries of models that ask none: they fill templates, read answers, cut texts, run tools, keep things.
 * Sources: the libraries' documentation, 2026-11.
 */
const CLASSES =
  'PromptTemplate|MessagesPlaceholder|PromptBuilder|Parser|ToDocument|ToString|Splitter|Chunker|Converter|Loader|Reader|Cleaner|Writer|Joiner|Router|Retriever|VectorStore|Toolkit|Tool|ToolNode|ToolInvoker|ToolExecutor|APIWrapper|SearchRun|SearchResults|SearchAPI|RunnableLambda|RunnablePassthrough|CodeExecutor|Interpreter|REPL|Cache|Memory|History|Saver|Tokenizer';
/** The class, what else makes one of it, and what is called on that. */
const OF_CLASS = new RegExp(`(?:^|[./])\\w*(?:${CLASSES})(?:\\.\\w+)?(?:\\(\\))?\\.\\w+$`);
/** Functions and methods that only look at what models are, or at texts. */
const LOOKS =
  /[./](?:token_counter|cost_per_token|completion_cost|get_max_tokens|get_model_info|supports_\w+|get_num_tokens\w*|count_?[tT]okens|get_graph|getGraph\w*|draw\w*|format(?:_\w+|[A-Z]\w*)?|get_state\w*|getState\w*|update_state|updateState)$/;

/** Whether what a canonical path of such a library names is answered without a model. */
export function asksNoModel(path: string): boolean {
  return OF_CLASS.test(path) || LOOKS.test(path);
}
