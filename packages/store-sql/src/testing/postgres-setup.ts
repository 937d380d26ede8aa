import { postgresServer } from './postgres-server.ts'

/** One server for all tests of a run. Workers and their children find it in their environment. */
export default async function setup() {
  const server = await postgresServer()
  process.env.BIHUAN_POSTGRES = server.url
  return server.stop
}
