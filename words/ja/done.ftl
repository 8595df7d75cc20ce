## What was done, in one sentence

done-open = { $path }を開きました。
done-edit = { $path }をチェックアウトして開きました。
done-check-out = { $path }をチェックアウトしました。
done-check-in = { $path }をチェックインしました。
done-upload-changes = { $path }の変更をアップロードしました。
done-discard-changes = { $path }の変更を破棄しました。「復元可能なファイル」に保管されています。
done-download = { $path }はこのコンピューターにあります。
done-update = { $path }は最新です。
done-remove-local-copy = { $path }のコピーをこのコンピューターから削除しました。
done-keep-mine = 自分のバージョンを保持しました。次のバージョンとしてアップロードしてください：`damson put { $path-typed }`。
done-keep-theirs = 相手のバージョンが{ $path }としてこのコンピューターにあります。自分のものは「復元可能なファイル」に保管されています。
done-keep-both = 相手のバージョンが{ $path }としてこのコンピューターにあります。自分のものは別の名前で隣にあります。
done-compare = { $path }の両方を表示しました。
done-reveal = { $path }をファイルマネージャーで表示しました。
done-open-in-web = { $path }のページをブラウザーで開きました。
done-release-lock = { $path }のロックを解除しました。チェックインされています。
done-upload-here = { $path }にアップロードしました。
done-rename = { $path }の名前を変更しました。
done-move = { $path }を移動しました。
done-duplicate = { $path }を複製しました。
done-new-folder = フォルダー{ $path }を作成しました。
done-delete = { $path }をサーバーから削除しました。
done-pin = { $path }をピン留めしました。このコンピューターに最新の状態で保持されます。
done-unpin = { $path }のピン留めを外しました。コピーは残ります。
done-history = { $path }のバージョンを表示しました。
done-restore = { $path }を復元しました。
done-opened-unlocked = { $path }を開きました。このサーバーにはロックがないため、チェックアウトされていません。編集中であることは他のユーザーにわかりません。

## A bulk action that met nothing to do

nothing-download = { $path }の内容はすべてこのコンピューターにあります。
nothing-remove-local-copy = このコンピューターに{ $path }のコピーはありません。
nothing-update = { $path }の内容はすべて最新です。
nothing-upload-here = { $path }にアップロードするものはありませんでした。
nothing-other = { $path }で行うことはありませんでした。
nothing-to-do = 行うことはありません。

## What is so already

already-check-out = { $path }はすでにチェックアウトしています。
already-check-in = { $path }はチェックアウトされていません。
already-update = { $path }はすでに最新です。
already-download = { $path }はすでにこのコンピューターにあります。
already-remove-local-copy = このコンピューターに{ $path }のコピーはありません。
already-pin = { $path }はすでにピン留めされています。
already-unpin = { $path }はピン留めされていません。
already-download-with = { $sentence }（{ $state }）

## What a bulk action came to

tally-download = { $count } 個のアセットをダウンロード
tally-update = { $count } 個のアセットを更新
tally-remove-local-copy = { $count } 個のアセットのコピーを削除
tally-upload-here = { $count } 個のアセットをアップロード
tally-delete = { $count } 個のアセットを削除
tally-pin = { $count } 個のアセットをピン留め
tally-unpin = { $count } 個のアセットのピン留めを解除
tally-other = { $count } 個のアセットを処理
tally-folders = { $count } 個のフォルダーを作成
tally-skipped = { $count } 個のアセットは変更なし
tally-failed = { $count } 個のアセットが失敗
tally = { $parts }。
tally-nothing = 何も実行されませんでした：{ $parts }。
tally-parts = { $first }、{ $rest }
