// Creates a database for each server and deletes it afterwards.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';

export type Engine = 'sqlite' | 'postgres';

export interface Database {
  /** The value of `DATABASE_URL`. It contains a password, so never print it. */
  url: string;
  drop(): Promise<void>;
}

/** Creates a file in `folder`, which the caller deletes, or a database in the cluster of TEST_POSTGRES_URL. */
export async function createDatabase(engine: Engine, folder: string): Promise<Database> {
  return engine === 'sqlite'
    ? { url: `sqlite:${folder}/latchkey.db`, drop: async () => {} }
    : createInCluster();
}

async function createInCluster(): Promise<Database> {
  const cluster = process.env.TEST_POSTGRES_URL;
  if (!cluster) {
    throw new Error('TEST_POSTGRES_URL is not set: run "make test", or leave out this project with --project=sqlite');
  }
  const name = `latchkey_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string) => {
    const sql = postgres(cluster, { max: 1, onnotice: () => {} });
    await sql.unsafe(statement);
    await sql.end();
  };
  await run(`create database ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
