## Copies

get-much = { $path }にはダウンロードするアセットが { $count } 個あります（合計 { $size }）。
get-unknown-size = サイズ不明
get-at-least = { $size } 以上（{ $count } 個のサイズは不明）
get-copied = { $count } 個のファイルを { $folder } にコピーしました。
discard-still-out = まだチェックアウトしています。`damson checkin { $path-typed }` でチェックインできます。
move-already-there = { $path }はすでにそこにあります。
folder-exists = フォルダー{ $path }はすでに存在します。

## Recovered

recovered-none = 復元可能なファイルはありません。
recovered-restored = 元の場所の隣に復元しました。`damson status` で確認できます。
recovered-removed = 完全に削除しました。
recovered-hint = `damson recovered restore ID` で元の場所の隣に復元できます。

## A conflict

resolve-none = { $path }は競合していません（{ $state }）。
resolve-yours = 自分
resolve-theirs = 相手
resolve-no-copy = なし
resolve-deleted = 削除済み
resolve-on-server = サーバー上
resolve-mine = 次に自分のものをアップロード（相手のものは履歴に残ります）
resolve-keep-theirs = 相手のもの（自分のものは「復元可能なファイル」に保管）
resolve-both = 両方を並べて保持

## From every login on

service-installed = Damson は今後、ログインのたびに実行されます。`damson service remove` で解除できます。
service-removed = ログイン時に Damson は起動しなくなりました。

## Settings

settings-all-default = すべての設定が既定値です。
settings-proxy-login = プロキシ { $proxy } に { $user } としてログインします。
settings-no-proxy-login = プロキシにはログインしなくなりました。
settings-no-proxy = ログインするプロキシが設定されていません。先に `damson settings set proxy http://proxy.example.com:8080` を実行してください。
settings-no-certificate = クライアント証明書が設定されていないため、保存するパスフレーズはありません。先に `damson settings set client-certificate /path/to/file.p12` を実行してください。
settings-no-passphrase = { $file }のパスフレーズを削除しました。
settings-certificate-shown = クライアント証明書を求めるサーバーに、{ $whose } の証明書（有効期限 { $until }）を提示します。
settings-cache-folder = キャッシュフォルダー：{ $folder }
settings-kept-in = 保存先：{ $file }
settings-unknown-keys = 設定ファイルに Damson の知らないキーがあります：{ $keys }
settings-for-all = すべての接続
settings-for-one = この接続

## What wants attention

named-state = { $name }：{ $state }
status-changed = 変更あり
status-checked-out = 自分がチェックアウト中
status-transfers = 転送
status-nothing = 変更されたもの、チェックアウトしているものはありません。
status-as-of = { $connection }：{ $state }（{ $since } 時点）
status-of-connection = { $connection }：{ $state }
status-continues = Damson を再開します。
status-file = ファイル：{ $file }
status-told = サーバーの最終確認：{ $ago }
status-told-at = サーバーに接続できません。最終確認：{ $when }
status-more = … 他 { $count } 件
status-freed = { $path }を利用できます。{ $who } のチェックアウトは終了しました。
status-edited-unlocked = { $path }をチェックアウトせずに編集しました。`damson checkout { $path-typed }` で他のユーザーに知らせることができます。
status-at-work = 表示した時点では、確認または転送がまだ続いていたため、内容が変わることがあります。`damson watch --until-idle` は、すべて終わるまで待ちます。
status-resume = `damson transfers resume` で失敗した転送を再試行できます。
status-recovered = 復元可能なファイルが { $count } 個あります：`damson recovered`。

## The support bundle

support-look = パスワード、サーバー、ユーザーは含まれませんが、アセットとフォルダーの名前は含まれます。送信する前に内容を確認してください。
man-written = { $count } ページを { $folder } に書き込みました。

## Transfers

transfers-none = 転送はありません。
transfers-unaffected = 対象の転送はありません。
transfers-percent = { $size } の { $percent }%
transfers-paused = 一時停止しました。
transfers-resumed = 再開しました。
transfers-cancelled = キャンセルしました。
transfers-cleared = 完了した転送を消去しました。
transfers-paused-count = { $count } 件の転送を一時停止しました。
transfers-resumed-count = { $count } 件の転送を再開しました。
transfers-cancelled-count = { $count } 件の転送をキャンセルしました。
transfers-cleared-count = { $count } 件の完了した転送を消去しました。

## Uploads

upload-much = { $count } 個のファイル、合計 { $size }。
upload-nothing-sent = 何も送信されていません。
upload-noted = { $name }：{ $notes }
upload-notes = { $first }、{ $rest }
upload-name-refused = 名前を変更：サーバーが受け付けない名前
upload-name-taken = 名前を変更：他のファイルと同じ名前
upload-folder-exists = フォルダーは存在します
upload-left-alone = 既存：そのまま
upload-next-version = 既存：次のバージョンになります
upload-free-name = 既存：空いている名前になります
upload-ignored = システムやアプリケーションの一時ファイル { $count } 個を除外しました（例：{ $file }）。送信するには、そのファイルを指定してください。
upload-becomes-refused = サーバーが{ $file }の名前を受け付けないため、{ $path }になります
upload-becomes-taken = 他のファイルが{ $file }と同じ名前のため、{ $path }になります

## Versions

versions-none = { $path }に以前のバージョンはありません。
versions-current = 現在
versions-no-comments = このサーバーはバージョンのコメントを保存しないため、コメントは履歴に残りません。

## While Damson runs

progress-working = 処理中…
watch-running = Damson はここで実行中で、他のコマンドにも応答します。Ctrl+C で終了します。
watch-stopped = Damson が終了しました。
watch-stopping = 終了しています。転送は次回続行されます。
watch-transfer = { $path }の{ $direction }：{ $state }
watch-no-copy = コピーなし
watch-freed = { $path }を利用できます（{ $who } のチェックアウトは終了）
watch-edited-unlocked = { $path }がチェックアウトされずに編集されました
watch-continues = Damson を再開します
watch-mine = 自分がチェックアウト中 { $count } 個
watch-nothing = まだ何もわかっていません

## Collections

collection-none = コレクションはありません。
collection-empty = コレクション「{ $name }」は空です。
collection-static = 静的
collection-smart = スマート
collection-unknown = コレクション「{ $name }」はありません。
    .todo = `damson collection ls` で一覧を表示できます。
collection-several = 「{ $name }」という名前のコレクションが複数あります。
    .todo = `Press/Social posts` のように上位のタイトルを付けるか、`damson collection ls --json` で表示される ID を指定してください。
collection-added = { $count } 件を「{ $name }」に追加しました。
collection-removed = { $count } 件を「{ $name }」から外しました。
