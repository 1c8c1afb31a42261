import type { ErrorCode } from '#shared/errors.ts';

/** What happened, and what to do next. */
export interface ErrorText {
  what: string;
  next: string;
}

const zhCodes: Record<ErrorCode, ErrorText> = {
  CANCELLED: { what: '已取消。', next: '需要时可以重新开始。' },
  INVALID_INPUT: { what: '输入不符合要求。', next: '请检查标出的内容后重试。' },
  SOURCE_UNREACHABLE: {
    what: '连接不上数据源。',
    next: '请检查网络；在「数据源」里测试连接，用 AKTools 时请确认它已启动。',
  },
  SOURCE_RATE_LIMITED: {
    what: '数据源限制了请求频率。',
    next: '请等几分钟再试，或在「数据源」里把另一个来源排在前面。',
  },
  SOURCE_BAD_DATA: {
    what: '数据源返回的内容不可信，没有写入任何数据。',
    next: '请稍后重试，换一个数据源，或改用 CSV 导入。',
  },
  STORE_BUSY: {
    what: '数据库正被另一个程序占用。',
    next: '请关闭其他正在使用该数据库的窗口或命令后重试。',
  },
  STORE_DAMAGED: {
    what: '数据库文件已损坏。',
    next: '请先另存该文件，再在「导入与备份」里用备份恢复；没有备份时删除后重新下载。',
  },
  STORE_TOO_NEW: {
    what: '数据库由更新版本的程序写入，为免损坏没有打开。',
    next: '请升级本程序，或换用另一个数据库文件。',
  },
  NOT_ENOUGH_HISTORY: {
    what: '历史数据不够训练。',
    next: '请把开始日期提前、下载更长的历史，或减少训练天数。',
  },
  MODEL_DIVERGED: {
    what: '训练发散，损失不再是有效数字。',
    next: '请降低学习率，或换一个随机种子再试。',
  },
  MODEL_MISMATCH: {
    what: '保存的模型与当前配置不一致。',
    next: '请用当前配置重新训练。',
  },
  NATIVE_UNAVAILABLE: {
    what: '原生 TensorFlow 无法使用。',
    next: '请联网后重新运行 npm start；在此之前会使用较慢的 JavaScript 后端。',
  },
  DISK_FULL: { what: '磁盘空间不足，本次没有写入。', next: '请清理磁盘后重试。' },
  ENGINE_EXITED: {
    what: '计算引擎意外退出，任务中断。',
    next: '引擎会自动重启；训练可从最后完成的一折继续。',
  },
  INTERNAL: {
    what: '程序内部出错。',
    next: '请重试；若再次出现，请把下面的原始信息反馈给我们。',
  },
};

const enCodes: Record<ErrorCode, ErrorText> = {
  CANCELLED: { what: 'Cancelled.', next: 'Start again whenever you like.' },
  INVALID_INPUT: {
    what: 'Something entered is not valid.',
    next: 'Check what is marked and try again.',
  },
  SOURCE_UNREACHABLE: {
    what: 'The data source cannot be reached.',
    next: 'Check the network and test the connection under Sources; AKTools must be running if you use it.',
  },
  SOURCE_RATE_LIMITED: {
    what: 'The data source limits how often it may be asked.',
    next: 'Wait a few minutes, or put another source first under Sources.',
  },
  SOURCE_BAD_DATA: {
    what: 'What the data source sent cannot be trusted; nothing was stored.',
    next: 'Try again later, use another source, or import CSV files.',
  },
  STORE_BUSY: {
    what: 'Another program is using the database.',
    next: 'Close the other window or command that uses it, then try again.',
  },
  STORE_DAMAGED: {
    what: 'The database file is damaged.',
    next: 'Copy the file first, then restore a backup under Import & backup; without one, delete it and download again.',
  },
  STORE_TOO_NEW: {
    what: 'A newer version of the app wrote this database; it was left untouched.',
    next: 'Upgrade the app, or use another database file.',
  },
  NOT_ENOUGH_HISTORY: {
    what: 'There is not enough history to train on.',
    next: 'Choose an earlier start, download more history, or train on fewer bars.',
  },
  MODEL_DIVERGED: {
    what: 'Training diverged: the loss is no longer a number.',
    next: 'Lower the learning rate, or try another seed.',
  },
  MODEL_MISMATCH: {
    what: 'The saved model does not fit this configuration.',
    next: 'Train again with the present configuration.',
  },
  NATIVE_UNAVAILABLE: {
    what: 'Native TensorFlow cannot be used.',
    next: 'Run npm start again while online; until then the slower JavaScript backend is used.',
  },
  DISK_FULL: {
    what: 'The disk is full; nothing was written.',
    next: 'Free some space and try again.',
  },
  ENGINE_EXITED: {
    what: 'The engine stopped unexpectedly and the job ended with it.',
    next: 'It restarts by itself; training can continue from its last finished fold.',
  },
  INTERNAL: {
    what: 'Something went wrong inside the app.',
    next: 'Try again; if it happens again, please report the message below.',
  },
};

export const zh = { codes: zhCodes, raw: '原始信息', title: '出错了' };
export const en: typeof zh = { codes: enCodes, raw: 'Message', title: 'Something went wrong' };
