// Writes the marked blocks of the documents anew. A test compares them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents, refreshed } from './marked.ts'
import { root } from './workspace.ts'

for (const name of documents) writeFileSync(join(root, name), await refreshed(name))
