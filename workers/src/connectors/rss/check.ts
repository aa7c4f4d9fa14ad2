import type { CheckStep, Connector } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { checkedUrl } from '../http-client.ts'
import { probe } from '../probe.ts'
import { withSimulator } from '../simulator.ts'
import type { RssConfig } from './config.ts'

/** Each source in turn; the message begins with whose it is. */
export const check: Connector<RssConfig>['check'] = async function* (config, { signal }) {
  for (const { name, url } of config.sources) {
    const steps = probe({
      options: config,
      url: () => checkedUrl(withSimulator(url)),
      headers: async () => ({}),
      signal,
      sample: ({ body }, at) => {
        const items = body.toString('utf8').match(/<(item|entry)[\s>]/g)?.length ?? 0
        if (items > 0) return { vi: `Đọc được ${items} tin.`, en: `${items} items were read.` }
        if (/<(rss|feed|rdf:RDF)[\s>]/i.test(body.subarray(0, 4_096).toString('utf8')))
          return { vi: 'Nguồn đúng định dạng nhưng chưa có tin nào.', en: 'It is a feed, but has no item yet.' }
        throw new SourceFault(
          {
            vi: `«${at.host}» không trả về RSS hay Atom. Kiểm tra lại địa chỉ.`,
            en: `«${at.host}» gives neither RSS nor Atom. Check the address.`,
          },
          { retry: false, step: 'sample' },
        )
      },
    })
    for await (const step of steps)
      yield { ...step, message: `${name}: ${step.message}`, ...(step.en && { en: `${name}: ${step.en}` }) } satisfies CheckStep
  }
}
