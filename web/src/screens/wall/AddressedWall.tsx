import { Suspense, useEffect, useState } from 'react'
import { sceneAt } from '../../address/address.ts'
import { usePath } from '../../address/use-address.ts'
import { lazily } from '../../ui/lazily.ts'
import { isOverlaid, isShortcut } from '../../ui/shortcut.ts'
import { ByHand } from './scene-context.ts'
import { useSceneKeys } from './use-scene-keys.ts'
import { WallPage } from './WallPage.tsx'

const Keys = lazily(() => import('./Keys.tsx'))

/** The wall of whoever opened its address: the scene stands there, and keys and a list lead to the others. */
export function AddressedWall() {
  const scene = sceneAt(usePath())
  const [asksKeys, askKeys] = useState(false)
  useSceneKeys()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.key === '?' || event.key === 'h') && isShortcut(event) && !isOverlaid()) askKeys(true)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <ByHand value={true}>
      <WallPage id={scene} />
      {asksKeys && (
        <Suspense>
          <Keys onClose={() => askKeys(false)} />
        </Suspense>
      )}
    </ByHand>
  )
}
