import { project } from '../../vitest.project.ts'

export default project('tests', undefined, ['../store-sql/src/testing/postgres-setup.ts'])
