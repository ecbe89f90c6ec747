/** Libraries that keep texts for models to be given later, and their methods that put some in. Names as npm and PyPI have them, 2026-11. */
const ROWS: readonly (readonly [library: string, methods: string])[] = [
  [
    'langchain\\w*|@langchain/[\\w/-]+|langchain/[\\w/-]+',
    'add_texts|add_documents|aadd_texts|aadd_documents|addDocuments|addVectors|from_texts|from_documents|afrom_texts|afrom_documents|fromTexts|fromDocuments|save_context|add_messages|add_user_message|saveContext',
  ],
  ['langgraph\\w*|@langchain/langgraph\\S*', 'put|aput'],
  ['chromadb|chromadb-client', 'add|upsert|update'],
  ['pinecone|@pinecone-database/pinecone', 'upsert|upsert_records|upsertRecords|upsert_from_dataframe'],
  ['qdrant_client|@qdrant/js-client-rest|@qdrant/qdrant-js', 'upsert|add|upload_points|upload_collection|uploadPoints'],
  [
    'weaviate|weaviate-client|weaviate-ts-client',
    'insert|insert_many|insertMany|add_object|add_data_object|add_objects',
  ],
  ['pymilvus|@zilliz/milvus2-sdk-node', 'insert|upsert'],
  ['lancedb|@lancedb/lancedb|vectordb', 'add|merge_insert|mergeInsert'],
  ['turbopuffer|@turbopuffer/turbopuffer', 'write|upsert'],
  ['mem0|mem0ai(?:/\\w+)*', 'add'],
  ['zep_cloud|zep_python|@getzep/[\\w-]+', 'add|add_messages|addMessages|add_batch'],
  ['graphiti_core', 'add_episode|add_episode_bulk'],
  ['letta_client|@letta-ai/letta-client', 'insert|create'],
  ['cognee|supermemory|memobase|hindsight_client', 'add|insert|memorize|retain'],
  ['llama_index|llamaindex', 'insert|insert_nodes|insertNodes|from_documents|fromDocuments|add|put|ainsert'],
  ['haystack|haystack_integrations', 'write_documents'],
  ['redisvl', 'load'],
  ['autogen_core|autogen_ext', 'add'],
  ['txtai', 'upsert'],
];
/** Of these only what says that it is an index of theirs, not all that their clients make. */
const PATHS =
  /^(?:openai\S{0,80}\.vector_?[sS]tores\.(?:files|file_?[bB]atches)\.(?:create|upload|upload_and_poll|create_and_poll|uploadAndPoll|createAndPoll)|letta_client\S{0,80}\.(?:passages|blocks|archival_memory)\.\w+)$/;
const patterns = ROWS.map(([library, methods]) => new RegExp(`^(?:${library})[.(](?:.*\\.)?(?:${methods})$`));
/** Which hold more than memories. */
const MIXED = /^letta_client|^@letta-ai/;
const MAX_PATH = 300;

/** Whether a canonical path keeps what it is given for models. */
export function isMemoryWrite(path: string): boolean {
  if (path.length > MAX_PATH) return false;
  return PATHS.test(path) || (!MIXED.test(path) && patterns.some((pattern) => pattern.test(path)));
}
