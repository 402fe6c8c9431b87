// Executes a statement: node execute-sql.mjs URL STATEMENT
import postgres from 'postgres';

const [url, statement] = process.argv.slice(2);
const sql = postgres(url, { onnotice: () => {} });
await sql.unsafe(statement);
await sql.end();
