import { project } from '../../vitest.project.ts'

export default project('store-sql', undefined, ['src/testing/postgres-setup.ts'])
