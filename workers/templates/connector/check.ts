import type { Connector } from '../../src/connectors/connector.ts'
import { probe } from '../../src/connectors/probe.ts'
import { assertJson, headersOf, urlOf } from './call.ts'
import type { SampleConfig } from './config.ts'

export const check: Connector<SampleConfig>['check'] = (config, { signal }) =>
  probe({
    options: config,
    url: () => urlOf(config, 1),
    headers: async () => headersOf(config),
    signal,
    // What shows that the host is the source it was said to be; a fault is one sentence that says what to do.
    sample: ({ body }, url) => {
      assertJson(body, url)
      return `Đọc được ${body.length} byte ở trang đầu.`
    },
  })
