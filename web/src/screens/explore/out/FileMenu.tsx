import { useState } from 'react'
import { useWhy } from '../../../proof/Failed.tsx'
import { useText } from '../../../text/use-text.ts'
import { Menu } from '../../../ui/Menu.tsx'
import { saveFile } from '../../../ui/save-file.ts'

export const FORMS = ['png', 'xlsx', 'csv'] as const
export type Form = (typeof FORMS)[number]

interface Props {
  forms: readonly Form[]
  /** Of the file, without its ending. */
  name: string
  make(form: Form): Promise<Blob>
}

/** The files there are to take away, made when they are asked for; why one can’t be stands below. */
export function FileMenu({ forms, name, make }: Props) {
  const { t } = useText()
  const [making, setMaking] = useState<Form | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const why = useWhy(error)

  const take = async (form: Form, done: () => void) => {
    if (making !== null) return
    setMaking(form)
    setError(null)
    try {
      await saveFile(await make(form), `${name}.${form}`)
      done()
    } catch (failed) {
      setError(failed as Error)
    } finally {
      setMaking(null)
    }
  }

  return (
    <Menu name={t('out.name')}>
      {(done) => (
        <>
          {forms.map((form) => (
            <button key={form} type="button" aria-disabled={making !== null} onClick={() => void take(form, done)}>
              {t(`out.${form}`)}
            </button>
          ))}
          <p role="status">{making ? t('out.making') : t('out.help')}</p>
          {error && <p role="alert">{why}</p>}
        </>
      )}
    </Menu>
  )
}
