import { useText } from '../../../text/use-text.ts'
import { Menu } from '../../../ui/Menu.tsx'
import { Shares } from './Shares.tsx'
import { Views } from './Views.tsx'
import './saved.css'

/** Keeps the question under a name, opens one that somebody kept, and makes a link to it for others. `search` is null while nothing is asked. */
export function Saved({ search }: { search: string | null }) {
  const { t } = useText()
  return (
    <Menu name={t('saved.name')}>
      {(done) => (
        <div className="saved">
          <Views search={search} onOpen={done} />
          <Shares search={search} />
        </div>
      )}
    </Menu>
  )
}
