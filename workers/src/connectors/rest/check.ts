import type { Connector } from '../connector.ts'
import { probe } from '../probe.ts'
import { headersOf, urlOf } from './call.ts'
import type { RestConfig } from './config.ts'
import { listingOf, parseBody, recordsIn } from './listing.ts'

export const check: Connector<RestConfig>['check'] = (config, { signal }) =>
  probe({
    options: config,
    url: () => urlOf(config, listingOf(null)),
    headers: () => headersOf(config),
    signal,
    sample: (reply, url) => `Đọc được ${recordsIn(config, parseBody(reply, url), url).length} bản ghi ở trang đầu.`,
  })
