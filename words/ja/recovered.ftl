## Why a file was moved to Recovered

kept-discarded = 変更を破棄しました
kept-kept-theirs = 競合で相手のバージョンを保持しました
kept-deleted = サーバーで削除されました
kept-altered = サーバーが受信時にファイルを変更したか、直後に誰かが上書きしました
kept-removed-from-server = サーバーから削除されました
kept-replaced = 置き換えられるところでした
kept-other = 失われるところでした
