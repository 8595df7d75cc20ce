import type { TransferDirectionView, TransferStateView } from "../../ipc/bindings";
import { pluralIn } from "../plural";

const plural = pluralIn("ja");

const states: Record<TransferStateView, string> = {
  waiting: "待機中",
  running: "実行中",
  paused: "一時停止中",
  retrying: "再試行中",
  failed: "失敗",
  finished: "完了",
  cancelled: "キャンセル済み",
};

const directions: Record<TransferDirectionView, string> = { download: "ダウンロード", upload: "アップロード" };

export const transfers = {
  title: "転送",
  states,
  directions,
  current: "現在",
  failed: "失敗",
  history: "履歴",
  summary: (n: number) => plural(n, { one: "1 件の転送", other: "# 件の転送" }),
  idle: "転送中のものはありません。",
  overall: "すべての転送",
  doneOf: (done: string, of: string) => `${done} / ${of}`,
  rate: (rate: string) => rate,
  left: (time: string) => `残り ${time}`,
  waitingN: (n: number) => plural(n, { one: "1 件待機中", other: "# 件待機中" }),
  pauseAll: "すべて一時停止",
  resumeAll: "すべて再開",
  cancelAll: "すべてキャンセル",
  cancelAllAsked: {
    title: "すべての転送をキャンセルしますか？",
    text: "すでにここまたはサーバーにあるものはそのまま残ります。残りは、もう一度操作する必要があります。",
    yes: "すべての転送をキャンセル",
  },
  first: (name: string) => `${name} を先頭に移動`,
  /** What was asked for at once. */
  orders: {
    download: (name: string) => `${name} をダウンロード中`,
    upload: (name: string) => `${name} にアップロード中`,
    over: {
      download: (name: string) => `${name} のダウンロード`,
      upload: (name: string) => `${name} へのアップロード`,
    },
    files: (n: number) => plural(n, { one: "1 個のファイル", other: "# 個のファイル" }),
    of: (done: string, of: number) => plural(of, { one: `1 個中 ${done} 個`, other: `# 個中 ${done} 個` }),
    counting: (done: number) => `現在 ${plural(done, { one: "1 個", other: "# 個" })}のファイル`,
    failed: (n: number) => plural(n, { one: "1 個失敗", other: "# 個失敗" }),
    cancelled: (n: number) => plural(n, { one: "1 個キャンセル", other: "# 個キャンセル" }),
    open: (name: string) => `${name} のファイルを表示`,
    close: (name: string) => `${name} のファイルを隠す`,
    parts: (name: string) => `${name} のファイル`,
    more: (n: number) => plural(n, { one: "ほか 1 個のファイル", other: "ほか # 個のファイル" }),
  },
  clear: "履歴を消去",
  retryAll: "失敗したものをすべて再試行",
  pause: (name: string) => `${name} を一時停止`,
  resume: (name: string) => `${name} を再開`,
  cancel: (name: string) => `${name} をキャンセル`,
  retry: (name: string) => `${name} を再試行`,
  show: (name: string) => `${name} をフォルダーで表示`,
  retryAt: (when: string) => `${when} に再試行`,
  retrySoon: "まもなく再試行します",
  finishedAt: (when: string) => when,
  inFolder: (folder: string) => `${folder} 内`,
  queued: "オフライン中のキュー",
  queuedSince: (ago: string) => `${ago}にキューに追加`,
  queuedCancel: (name: string) => `${name} をキューから削除`,
  queuedForget: (name: string) => `${name} をキューから削除`,
  emptyTitle: "転送はありません",
  emptyText: "ダウンロードとアップロードがここに表示され、履歴に残ります。",
  cancelled: "自分でキャンセルしました",
  offline: {
    title: "サーバーを待っています",
    text: "ここに表示されているものは、サーバーが応答すると自動的に続行されます。",
    edits: (n: number) =>
      plural(n, {
        one: "編集した 1 個のアセットをその後アップロードできます。",
        other: "編集した # 個のアセットをその後アップロードできます。",
      }),
    show: "編集したものを表示",
  },
};
