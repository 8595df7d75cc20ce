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
