import type { Connector } from '../../src/connectors/connector.ts'
import { HttpClient } from '../../src/connectors/http-client.ts'
import { again } from '../../src/connectors/receiver.ts'
import { showUrl } from '../../src/connectors/secrets.ts'
import { assertJson, headersOf, urlOf } from './call.ts'
import type { SampleConfig } from './config.ts'

/** Pages one after the other until an empty one. The cursor is saved with the rows of its page, and reading goes on from it. */
export const read: Connector<SampleConfig>['read'] = async function* (config, cursor, { signal, circuits }) {
  const client = new HttpClient(config, circuits)
  try {
    for (let page = typeof cursor?.page === 'number' ? cursor.page : 1; ; page++) {
      const url = urlOf(config, page)
      const { body } = await client.get(url, headersOf(config), signal)
      if (body.length === 0) return
      assertJson(body, url)
      yield { body: again(body), name: showUrl(url), mediaType: 'application/json', next: { page: page + 1 } }
    }
  } finally {
    await client.close()
  }
}
