import { useText } from '../../../text/use-text.ts'
import { By, useBy } from '../../console/By.tsx'
import { Menu } from '../out/Menu.tsx'
import { Shares } from './Shares.tsx'
import { Views } from './Views.tsx'
import './saved.css'

/** Keeps the question under a name, opens one that somebody kept, and makes a link to it for others. `search` is null while nothing is asked. */
export function Saved({ search }: { search: string | null }) {
  const { t } = useText()
  const { by, field } = useBy()
  return (
    <Menu name={t('saved.name')}>
      {(done) => (
        <div className="saved">
          <p className="saved-by">
            <By {...field} />
          </p>
          <Views search={search} by={by} onOpen={done} />
          <Shares search={search} by={by} />
        </div>
      )}
    </Menu>
  )
}
