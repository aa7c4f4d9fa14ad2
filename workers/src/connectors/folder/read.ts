import type { Connector } from '../connector.ts'
import { newFiles } from '../dropped.ts'
import type { FolderConfig } from './config.ts'
import { listFiles } from './list.ts'
import { pageFromFile } from './page.ts'

export const read: Connector<FolderConfig>['read'] = (config, cursor, { signal }) =>
  newFiles(
    {
      list: () => listFiles(config),
      open: async ({ path, name }, next) => ({ ...(await pageFromFile(path, { name })), next }),
      settleSeconds: config.settleSeconds,
      signal,
    },
    cursor ?? {},
  )
