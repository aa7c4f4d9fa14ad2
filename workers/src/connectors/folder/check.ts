import { open } from 'node:fs/promises'
import type { Connector } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { timed } from '../timed.ts'
import type { FolderConfig } from './config.ts'
import { folderOf, listFiles } from './list.ts'

export const check: Connector<FolderConfig>['check'] = async function* (config) {
  const listed = await timed('address', async () => {
    const files = await listFiles(config)
    return {
      value: files,
      message: {
        vi: `Thư mục «${folderOf(config)}» đọc được, có ${files.length} tệp khớp «${config.pattern}».`,
        en: `The folder «${folderOf(config)}» can be read; ${files.length} of its files match «${config.pattern}».`,
      },
    }
  })
  yield listed.step
  const newest = listed.value?.at(-1)
  if (!listed.value) return
  const sampled = await timed('sample', async () => {
    if (!newest)
      return {
        value: null,
        message: {
          vi: 'Chưa có tệp nào để đọc thử. Đặt một tệp vào thư mục rồi kiểm tra lại.',
          en: 'There is no file to try yet. Put one into the folder and check again.',
        },
      }
    const file = await open(newest.path).catch((cause: unknown) => {
      throw new SourceFault(
        {
          vi: `Không mở được tệp «${newest.name}». Kiểm tra quyền đọc.`,
          en: `The file «${newest.name}» can’t be opened. Check whether it may be read.`,
        },
        { retry: false, cause },
      )
    })
    const { bytesRead } = await file.read(Buffer.alloc(512)).finally(() => file.close())
    const { name } = newest
    return {
      value: null,
      message:
        bytesRead > 0
          ? { vi: `Đọc được tệp «${name}».`, en: `The file «${name}» can be read.` }
          : { vi: `Tệp «${name}» trống.`, en: `The file «${name}» is empty.` },
    }
  })
  yield sampled.step
}
