import type { WorkbookAnswer } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import type { ReportPlace } from '../paths.ts'
import { readWorkbook, workbookPath } from './queries.ts'

/** The same report as a workbook: taken away, and read back into the sheet. */
export function Workbook({
  at,
  canType,
  onStart,
  onRead,
}: {
  at: ReportPlace
  canType: boolean
  /** Another file was chosen: what was said of the one before is over. */
  onStart(): void
  onRead(name: string, answer: WorkbookAnswer): void
}) {
  const { t } = useText()
  const picker = useRef<HTMLInputElement>(null)
  const reading = useMutation({
    mutationFn: (file: File) => readWorkbook(at, file),
    onMutate: onStart,
    onSuccess: (answer, file) => onRead(file.name, answer),
  })
  return (
    <>
      <a className="reporting-button" href={workbookPath(at)} download>
        {t('reporting.download')}
      </a>
      {canType && (
        <>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".xlsx"
            aria-label={t('reporting.upload')}
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file) reading.mutate(file)
              event.target.value = ''
            }}
          />
          <button type="button" disabled={reading.isPending} onClick={() => picker.current?.click()}>
            {t(reading.isPending ? 'reporting.uploading' : 'reporting.upload')}
          </button>
        </>
      )}
      {reading.error && <Failed error={reading.error} />}
    </>
  )
}
