import { defineSinks, namedSink } from './define.ts';

/** Calls by which rows of a database are written, as mappers of objects to tables call them. */
const METHOD =
  /^(?:create|createMany|create_many|insert|insertOne|insert_one|insertMany|insert_many|update|updateOne|update_one|updateMany|upsert|save|bulk_create|bulkCreate|findOneAndUpdate|findByIdAndUpdate|values|Create|Save|InsertOne|put_item|putItem)$/;
const OBJECT =
  /(?:^|\.)(?:prisma|db|database|knex|tx|trx|session|repo(?:sitory)?|\w+Repo(?:sitory)?|\w+_repo(?:sitory)?|\w+Model|objects|collection|table|[A-Z][a-z]\w+)(?:\.\w+|\([^()]*\)){0,2}$/;

/** Writes to a database, by what mappers call them. */
export const stores = defineSinks({
  id: 'stores',
  find({ text, method, args }) {
    if (method === '' || !METHOD.test(method)) return null;
    const on = text.slice(0, -method.length - 1);
    if (!OBJECT.test(on) || /^(?:Object|Array|Promise|Reflect|React|Math|JSON)$/.test(on)) return null;
    return namedSink(text, 'store', 'database', 'reads as a write to a database', args());
  },
});
