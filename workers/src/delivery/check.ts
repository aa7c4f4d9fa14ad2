import { type Db, keyFile, openChannelSecret } from '@ioc/sql'
import { z } from 'zod'
import { literalSecrets, shortSecrets } from '../connectors/secrets.ts'
import { describeIssue, type Place } from '../feeds/feed-file.ts'
import { channelForms, type OutwardKey } from './channels.ts'

/** What is wrong with a channel’s settings, and where. A secret in the clear is refused: it would be kept for all to read. */
export async function channelTrouble(db: Db, channel: OutwardKey, settings: Record<string, unknown>): Promise<Place[]> {
  const { settings: form } = channelForms[channel]
  const issuesIn = (language: 'vi' | 'en') =>
    form.safeParse(settings, { error: z.locales[language]().localeError, reportInput: true }).error?.issues ?? []
  const english = issuesIn('en')
  const wrong = issuesIn('vi').flatMap((issue, index) => describeIssue(issue, [], english[index]))
  const clear = literalSecrets(form, settings).map((path) => ({
    path,
    message: 'nhập lại mã bí mật vào ô của nó',
    en: 'type the secret into its own field again',
  }))
  const keeper = (name: string) => openChannelSecret(db, keyFile(), { channel, name })
  const short = (await shortSecrets(form, settings, keeper)).map(({ path, shortest }) => ({
    path,
    message: `mã bí mật phải dài ít nhất ${shortest} ký tự`,
    en: `the secret must have ${shortest} characters at least`,
  }))
  return [...wrong, ...clear, ...short]
}
