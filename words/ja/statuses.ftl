## Statuses: the name, what it means, and what to do next

status-cloud-only = クラウドのみ
    .means = サーバー上にあります。このコンピューターにコピーはありません。
    .next = 「編集」はチェックアウトしてダウンロードし、開きます。「ダウンロード」はコピーをこのコンピューターに保存します。
    .next-terminal = `damson get` でダウンロードします。`damson edit` でチェックアウトして開きます。
    .counted = クラウドのみ { $count } 個
status-available-locally = ローカルで使用可能
    .means = サーバーと同じコピーがこのコンピューターにあります。
    .next = 「編集」はチェックアウトして開きます。
    .next-terminal = `damson open` で開きます。`damson edit` でチェックアウトして開きます。
    .counted = ローカルで使用可能 { $count } 個
status-edited-locally = ローカルで編集済み
    .means = このコンピューターのコピーを変更しました。サーバー側は変更されていません。
    .next = 作業が終わったら変更をアップロードしてください。同時にチェックインされます。
    .next-terminal = `damson put` で変更をアップロードします。`damson discard` で破棄します。
    .counted = ローカルで編集済み { $count } 個
status-modified-remotely = リモートで変更済み
    .means = 他のユーザーがサーバー上で変更しました。手元のコピーは古く、自分では変更していません。
    .next = 「更新」で新しいバージョンをダウンロードします。
    .next-terminal = `damson update` で新しいバージョンをダウンロードします。
    .counted = リモートで変更済み { $count } 個
status-editing-conflict = 編集の競合
    .means = 自分と他のユーザーの両方が変更したか、削除されたものを自分が変更しました。
    .next = 両方のバージョンを比較し、自分のもの、相手のもの、または両方を保持してください。
    .next-terminal = `damson resolve` で両方を表示します。`--keep mine`、`theirs`、`both` のいずれかで決定します。
    .counted = 編集の競合 { $count } 個
status-removed-remotely = リモートで削除済み
    .means = サーバーから削除されました。手元のコピーは残っています。
    .next = コピーを削除するか（「復元可能なファイル」に保管されます）、同じ名前で再びアップロードしてください。
    .next-terminal = `damson free` で手元のコピーを削除します（「復元可能なファイル」に保管されます）。
    .counted = リモートで削除済み { $count } 個
status-new-locally = ローカルで新規
    .means = キャッシュフォルダーにあり、まだサーバーにないファイルです。
    .next = 「変更をアップロード」でサーバーに送信します。
    .next-terminal = `damson put` でアップロードします。
    .counted = ローカルで新規 { $count } 個

## How a conflict came to be

conflict-both-changed = 自分と他のユーザーの両方が変更しました。何も送信も上書きもされていません。
conflict-deleted-on-server = 変更している間に、サーバーで削除されました。自分の変更は残っています。
conflict-unrelated = サーバー上に別のアセットがある場所に、自分のファイルがあります。どちらもそのままです。

## Transfers

transfer-waiting = 待機中
    .terminal = 待機中
transfer-running = 実行中
    .terminal = 実行中
transfer-paused = 一時停止中
    .terminal = 一時停止中
transfer-retrying = 再試行中
    .terminal = 再試行待ち
transfer-failed = 失敗
    .terminal = 失敗
transfer-finished = 完了
    .terminal = 完了
transfer-cancelled = キャンセル済み
    .terminal = キャンセル済み
direction-download = ダウンロード
    .terminal = ダウンロード
direction-upload = アップロード
    .terminal = アップロード

## What is wrong with a row: beside its details, in a table (`.note`), below one (`.sentence`)

problem-refused-name = この名前はパスに使えないため、サーバー上で名前が変更されるまでダウンロードできません。
    .note = 名前をパスに使えません
    .sentence = サーバーの{ $folder }に `{ $name }` という項目がありますが、パスに使えない名前です（{ $detail }）。サーバー上で名前が変更されるまでダウンロードできません。
problem-withheld = サーバーの一覧にはありますが、詳細を取得できません。これまでにわかっている情報は保持されます。
    .note = サーバーから詳細を取得できません
    .sentence = { $path }はサーバーの一覧にありますが、詳細を取得できません（{ $detail }）。これまでにわかっている情報は保持されます。理由はサーバーの管理者に問い合わせてください。
problem-folder-there = ここではファイル、サーバーではフォルダーです。ファイルに別の名前を付けてからアップロードしてください。
    .note = サーバーに同名のフォルダーがあります
    .sentence = { $path }はここではファイル、サーバーではフォルダーです。ファイルに別の名前を付けてから、`damson put` でアップロードしてください。
problem-renamed-here = ここで名前を変更しました。サーバー上では元の名前のままです。
    .note = ここで { $former } から名前を変更
    .sentence = { $path }はここで名前が変更される前は { $former } でした。サーバー上の名前も変更するには `damson mv { $former-typed } { $path-typed }`、別のアセットとしてアップロードするには `damson put { $path-typed }` を実行してください。
problem-check-out-ended = チェックアウトが終了しました。誰かが解除したか、サーバーがロックを失いました。コピーはそのまま残っています。
    .note = チェックアウトが終了しました
    .sentence = { $path }のチェックアウトが終了しました。誰かが解除したか、サーバーがロックを失いました。コピーはそのまま残っています。`damson checkout` で再びチェックアウトできます。
    .note-taken = チェックアウトが終了し、{ $who } がチェックアウト中
    .sentence-taken = { $path }のチェックアウトが終了し、{ $who } がチェックアウトしています。コピーはそのまま残っており、保存した内容も保持されます。
problem-path-too-long = パスが長すぎてこのコンピューターでは扱えません。キャッシュフォルダーをパスの短い場所に移動するか、サーバー上の名前を短くしてください。
    .note = パスが長すぎます
    .sentence = { $path }：{ $detail }。キャッシュフォルダーをパスの短い場所に移動するか、サーバー上の名前を短くしてください。
problem-name = この名前のファイルは、このコンピューターに保存できません。
problem-other = このコンピューターでこのファイルに問題が発生しています。
    .sentence = { $path }：{ $detail }。

## Why a look at the cache folder leaves something out

left-out-link = リンクです。リンク先はたどりません。
    .note = リンクのためたどりません
    .sentence = { $path }は除外されます。リンクであり、リンク先はたどりません。
left-out-device = ファイルでもフォルダーでもありません（パイプ、ソケット、またはデバイス）。
    .note = ファイルでもフォルダーでもありません（パイプ、ソケット、またはデバイス）
    .sentence = { $path }は除外されます。ファイルでもフォルダーでもありません（パイプ、ソケット、またはデバイス）。
left-out-unreadable = このコンピューターのファイルを読み取れません。
    .note = 読み取れません（アクセス権を確認）
    .sentence = { $path }は除外されます。読み取れないため、アクセス権を確認してください。
left-out-name = DAM で使えない名前です。別の名前を付けてください。
    .note = DAM で使えない名前です。変更してください
    .sentence = { $path }は除外されます。DAM で使えない名前のため、別の名前を付けてください。
