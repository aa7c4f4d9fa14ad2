import { Scene } from '@ioc/server/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import './layouts.css'
import { layoutsQuery, paletteQuery, sceneVersionsQuery } from './queries.ts'
import { SceneEditor } from './SceneEditor.tsx'

/** What every wall of this province says at its head. */
const provinceQuery = () =>
  queryOptions({
    queryKey: ['layouts', 'province'],
    queryFn: async ({ signal }) => Scene.parse(await getJson('/api/scenes/overview', signal)).province,
  })

/** One scene: laid out, looked at, published, and brought back. */
export default function SceneScreen({ id }: { id: string }) {
  const { t } = useText()
  const versions = useQuery(sceneVersionsQuery(id))
  const palette = useQuery(paletteQuery())
  const province = useQuery(provinceQuery())
  const layouts = useQuery(layoutsQuery())
  const error = versions.error ?? palette.error ?? province.error ?? layouts.error
  if (versions.data && palette.data && province.data && layouts.data)
    return (
      <SceneEditor
        id={id}
        versions={versions.data}
        palette={palette.data}
        province={province.data}
        others={layouts.data.scenes.flatMap(({ spec }) => spec ?? [])}
        inUse={layouts.data.scenes.find((each) => each.id === id)?.inUse}
      />
    )
  return error ? <Failed error={error} /> : <p className="console-empty">{t('console.loading')}</p>
}
