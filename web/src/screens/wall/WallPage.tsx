import { useQuery } from '@tanstack/react-query'
import { sceneQuery } from '../../api/scene.ts'
import { useText } from '../../text/use-text.ts'
import { SceneFailed } from './SceneFailed.tsx'
import { SceneContext } from './scene-context.ts'
import { Wall } from './Wall.tsx'

export function WallPage({ id }: { id: string }) {
  const { data, error, isFetching, refetch } = useQuery(sceneQuery(id))
  const { t } = useText()
  if (data) {
    return (
      <SceneContext value={data}>
        <Wall scene={data} />
      </SceneContext>
    )
  }
  if (error) return <SceneFailed scene={id} error={error} isTrying={isFetching} tryAgain={() => void refetch()} />
  return <p className="notice-loading">{t('scene.loading')}</p>
}
