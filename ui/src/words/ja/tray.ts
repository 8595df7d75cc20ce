import type { DeskWords } from "../../ipc/bindings";

export const tray: DeskWords = {
  language: "ja",
  open: "Damson を開く",
  pause_all: "すべての転送を一時停止",
  resume_all: "すべての転送を再開",
  quit: "Damson を終了",
  no_connection: "DAM に接続していません",
  up_to_date: "最新の状態です",
  connecting: "接続中…",
  offline: "オフライン",
  login_needed: "ログインが必要です",
  halted: "安全のため停止中：確認してください",
  transferring: { one: "1 件を転送中", other: "{count} 件を転送中" },
  paused: { one: "1 件の転送を一時停止中", other: "{count} 件の転送を一時停止中" },
  failed: { one: "1 件の転送に失敗", other: "{count} 件の転送に失敗" },
  edited: { one: "ローカルで編集済み：1 個のアセット", other: "ローカルで編集済み：{count} 個のアセット" },
  new_files: { one: "未アップロードの新規ファイル：1 個", other: "未アップロードの新規ファイル：{count} 個" },
  conflicts: { one: "編集の競合：1 件", other: "編集の競合：{count} 件" },
  checked_out: { one: "自分がチェックアウト中：1 個のアセット", other: "自分がチェックアウト中：{count} 個のアセット" },
  conflict_found: {
    title: "編集の競合",
    body: {
      one: "自分と他のユーザーの両方が {name} を変更しました。何も上書きされていません。",
      other: "自分と他のユーザーの両方が {count} 個のアセットを変更しました。何も上書きされていません。",
    },
  },
  upload_failed: {
    title: "アップロードに失敗しました",
    body: {
      one: "{name} をアップロードできませんでした。理由は Damson で確認できます。",
      other: "{count} 個のアセットをアップロードできませんでした。理由は Damson で確認できます。",
    },
  },
  download_failed: {
    title: "ダウンロードに失敗しました",
    body: {
      one: "{name} をダウンロードできませんでした。理由は Damson で確認できます。",
      other: "{count} 個のアセットをダウンロードできませんでした。理由は Damson で確認できます。",
    },
  },
  order_done: {
    title: "転送が完了しました",
    body: { one: "{name} のすべてを転送しました。", other: "複数ファイルの転送が {count} 件完了しました。" },
  },
  checked_in: {
    title: "チェックインされました",
    body: {
      one: "{name} をチェックアウトできるようになりました。",
      other: "{count} 個のアセットをチェックアウトできるようになりました。",
    },
  },
  login_needed_notice: {
    title: "ログインが必要です",
    body: { one: "{name} にログインしていません。", other: "{count} 台のサーバーにログインしていません。" },
  },
  halted_notice: {
    title: "安全のため、Damson はすべての変更を停止しました",
    body: { one: "{name} を確認してから続行してください。", other: "{count} 件の接続を確認してから続行してください。" },
  },
};
