import type { Connector } from '../connector.ts'
import { probe } from '../probe.ts'
import { urlOf } from './call.ts'
import type { RestConfig } from './config.ts'
import { headersOf } from './credentials.ts'
import { listingOf, parseBody, recordsIn } from './listing.ts'

export const check: Connector<RestConfig>['check'] = (config, { signal }) =>
  probe({
    options: config,
    url: () => urlOf(config, listingOf(null)),
    headers: (client) => headersOf(config, client, signal),
    signal,
    sample: (reply, url) => {
      const { length } = recordsIn(config, parseBody(config, reply, url), url)
      return { vi: `Đọc được ${length} bản ghi ở trang đầu.`, en: `The first page has ${length} records.` }
    },
  })
