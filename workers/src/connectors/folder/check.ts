import { open } from 'node:fs/promises'
import type { Connector } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { timed } from '../timed.ts'
import type { FolderConfig } from './config.ts'
import { folderOf, listFiles } from './list.ts'

export const check: Connector<FolderConfig>['check'] = async function* (config) {
  const listed = await timed('address', async () => {
    const files = await listFiles(config)
    return { value: files, message: `Thư mục «${folderOf(config)}» đọc được, có ${files.length} tệp khớp «${config.pattern}».` }
  })
  yield listed.step
  const newest = listed.value?.at(-1)
  if (!listed.value) return
  const sampled = await timed('sample', async () => {
    if (!newest) return { value: null, message: 'Chưa có tệp nào để đọc thử. Đặt một tệp vào thư mục rồi kiểm tra lại.' }
    const file = await open(newest.path).catch((cause: unknown) => {
      throw new SourceFault(`Không mở được tệp «${newest.name}». Kiểm tra quyền đọc.`, { retry: false, cause })
    })
    const { bytesRead } = await file.read(Buffer.alloc(512)).finally(() => file.close())
    return { value: null, message: bytesRead > 0 ? `Đọc được tệp «${newest.name}».` : `Tệp «${newest.name}» trống.` }
  })
  yield sampled.step
}
