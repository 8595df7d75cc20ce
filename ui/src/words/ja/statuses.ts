import type { ConflictView, StatusView } from "../../ipc/bindings";

/** What is said of a status: its name, what it means, and what to do next. */
export type StatusWords = { name: string; means: string; next: string };

const byStatus: Record<StatusView, StatusWords> = {
  "cloud-only": {
    name: "クラウドのみ",
    means: "サーバー上にあります。このコンピューターにコピーはありません。",
    next: "「編集」はチェックアウトしてダウンロードし、開きます。「ダウンロード」はコピーをこのコンピューターに保存します。",
  },
  "available-locally": {
    name: "ローカルで使用可能",
    means: "サーバーと同じコピーがこのコンピューターにあります。",
    next: "「編集」はチェックアウトして開きます。",
  },
  "edited-locally": {
    name: "ローカルで編集済み",
    means: "このコンピューターのコピーを変更しました。サーバー側は変更されていません。",
    next: "作業が終わったら変更をアップロードしてください。同時にチェックインされます。",
  },
  "modified-remotely": {
    name: "リモートで変更済み",
    means: "他のユーザーがサーバー上で変更しました。手元のコピーは古く、自分では変更していません。",
    next: "「更新」で新しいバージョンをダウンロードします。",
  },
  "editing-conflict": {
    name: "編集の競合",
    means: "自分と他のユーザーの両方が変更しました。何も送信も上書きもされていません。",
    next: "両方のバージョンを比較し、自分のもの、相手のもの、または両方を保持してください。",
  },
  "removed-remotely": {
    name: "リモートで削除済み",
    means: "サーバーから削除されました。手元のコピーは残っています。",
    next: "コピーを削除するか（「復元可能なファイル」に保管されます）、同じ名前で再びアップロードしてください。",
  },
  "new-locally": {
    name: "ローカルで新規",
    means: "まだサーバーにありません。",
    next: "「変更をアップロード」でサーバーに送信します。",
  },
};

const byConflict: Record<ConflictView, string> = {
  "both-changed": "自分と他のユーザーの両方が変更しました。何も送信も上書きもされていません。",
  "deleted-on-server": "変更している間に、サーバーで削除されました。自分の変更は残っています。",
  unrelated: "サーバー上に別のアセットがある場所に、自分のファイルがあります。どちらもそのままです。",
};

export const statuses = {
  byStatus,
  byConflict,
  folder: "フォルダー",
  noFile: "ファイルのないコンテンツ",
  noName: "使用できない名前",
  noFileMeans: "サーバー上にのみ存在します。「Web で開く」で表示できます。",
  nextMine: "開いて編集し、終わったら変更をアップロードしてください。",
  nextLater: "サーバーに接続できないため、接続が戻るまでキューに入ります。",
  checkedOutByMe: "自分がチェックアウト中",
  checkedOutBy: (who: string) => `${who} がチェックアウト中`,
  me: "自分",
  pinned: "ピン留め",
  pinnedMeans: "このコンピューターに最新の状態で保持されます。",
  readOnly: "読み取り専用",
  readOnlyMeans: "閲覧はできますが、サーバー上では変更できません。",
  processing: "サーバーで処理中です",
  transfer: {
    downloading: "ダウンロード中",
    uploading: "アップロード中",
    waiting: "待機中",
    running: "実行中",
    paused: "一時停止中",
    retrying: "再試行中",
    failed: "失敗",
    finished: "完了",
    cancelled: "キャンセル済み",
  },
  renamedHere: (former: string) =>
    `ここで名前を変更しました。サーバー上では ${former} のままです。このままアップロードすると、別のアセットになります。`,
  problem: {
    "renamed-here": "ここで名前を変更しました。サーバー上では元の名前のままです。",
    name: "この名前のファイルは、このコンピューターに保存できません。",
    "path-too-long":
      "パスが長すぎてこのコンピューターでは扱えません。キャッシュフォルダーをパスの短い場所に移動するか、サーバー上の名前を短くしてください。",
    "refused-name": "この名前はパスに使えないため、サーバー上で名前が変更されるまでダウンロードできません。",
    withheld: "サーバーの一覧にはありますが、詳細を取得できません。これまでにわかっている情報は保持されます。",
    "folder-there": "ここではファイル、サーバーではフォルダーです。ファイルに別の名前を付けてからアップロードしてください。",
    link: "リンクです。リンク先はたどりません。",
    device: "ファイルでもフォルダーでもありません（パイプ、ソケット、またはデバイス）。",
    "check-out-ended":
      "チェックアウトが終了しました。誰かが解除したか、サーバーがロックを失いました。コピーはそのまま残っています。",
    unreadable: "このコンピューターのファイルを読み取れません。",
    other: "このコンピューターでこのファイルに問題が発生しています。",
  },
  queued: (action: string) => `待機中：${action}`,
};
