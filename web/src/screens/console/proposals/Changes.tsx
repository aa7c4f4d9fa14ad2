import type { ProposalAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { ChangedSetting } from '../make/ChangedSetting.tsx'
import { DiffTable } from '../make/DiffTable.tsx'
import { saidSetting } from '../make/said-setting.ts'

/** What differs from what holds, setting by setting. */
export function Changes({ proposal: { about, key, changes } }: { proposal: ProposalAnswer }) {
  const say = useText()
  const { t } = say
  if (changes.length === 0) return null
  const said = (path: string, value: string) =>
    about === 'feeds'
      ? saidSetting(say, path, value)
      : about === 'rules'
        ? t(`proposals.rule.${value}`, { defaultValue: value })
        : value
  return (
    <div className="proposals-changes">
      <DiffTable
        changes={changes}
        what={(path) => (about === 'feeds' ? <ChangedSetting feed={key} path={path} /> : <Named path={path} />)}
        said={said}
      />
    </div>
  )
}

/** A setting in words, with its path for who knows the files. */
function Named({ path }: { path: string }) {
  const { t } = useText()
  const words = path.split('.').map((part) => t(`proposals.fields.${part}`, { defaultValue: part }))
  return (
    <>
      {words.join(' › ')} <small>{path}</small>
    </>
  )
}
