import type { Action } from "../../ipc/bindings";

export const actions = {
  /** Items that open something first. */
  more: {
    "upload-changes": "変更をアップロード…",
    "discard-changes": "変更を破棄…",
    compare: "比較…",
    "release-lock": "ロックを解除…",
    "upload-here": "ここにアップロード…",
    move: "移動…",
    delete: "削除…",
  } as Partial<Record<Action, string>>,
  renameOnServer: "サーバー上の名前を変更",
  copyPath: "パスをコピー",
  copyLink: "リンクをコピー",
  awaitFree: "利用可能になったら通知",
  awaitNoLonger: "通知をやめる",
  awaited: "利用可能になったらお知らせします。",
  awaiting: "利用可能になったらお知らせします。",
  copied: "コピーしました",
  moreActions: "その他の操作",
  forSome: (reason: string, name: string) => `${name}：${reason}`,
  ofSome: (label: string, n: string) => `${label}（${n}）`,
  leftOut: (why: string) => `一部は対象外です。${why}`,
};
