import com.adobe.cq.testing.client.CQClient;
import com.adobe.cq.testing.client.SecurityClient;
import com.adobe.cq.testing.client.VersioningClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.http.client.methods.HttpGet;
import org.apache.sling.testing.clients.SlingHttpResponse;
import org.codehaus.jackson.JsonNode;

/** Adobe's testing client for AEM 6.5: OnPremise URL USER PASSWORD FOLDER. Prints each call. */
public final class OnPremise {
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        URI server = URI.create(args[0]);
        String user = args[1];
        String password = args[2];
        CQClient client = new CQClient(server, user, password);
        VersioningClient versions = new VersioningClient(server, user, password);
        SecurityClient security = new SecurityClient(server, user, password);
        String folder = "/content/dam/java";
        String asset = folder + "/first.txt";

        call("log in by the form", () -> expect("a token", security.getLoginTokenCookie(200, 302) != null));
        call("make a folder", () -> client.createFolder("java", "Made by Java", "/content/dam"));
        call("it is there", () -> expect("the folder", client.exists(folder)));
        // Its own uploadAsset takes a file of the class path alone, so the form is built as it builds it.
        call("upload", () -> upload(client, folder, "first.txt", "one"));
        call("read", () -> expect("the bytes", text(client, asset).equals("one")));
        call("as JSON", () -> expect("the type",
            client.doGetJson(asset, 2).get("jcr:primaryType").getTextValue().equals("dam:Asset")));
        call("make a version", () -> versions.createAssetVersion(asset, "label one", "comment ü", 200));
        call("list versions", () -> {
            JsonNode all = versions.getAssetVersions(asset);
            expect("a version: " + all, all.size() >= 1);
        });
        call("when a version was made", () -> {
            long made = versions.getVersionCreationDate(versions.getAssetVersions(asset).get(0));
            expect("a time of this day: " + made, Math.abs(made - System.currentTimeMillis()) < 86_400_000L);
        });
        call("restore a version", () -> {
            String id = versions.getAssetVersions(asset).get(0).get("id").getTextValue();
            versions.restoreAssetVersion(asset, id, 200);
        });
        call("move", () -> client.movePage(new String[] {asset}, "moved.txt", null, folder, null, false, true,
            new String[0], 200));
        call("it moved", () -> expect("the bytes", text(client, folder + "/moved.txt").equals("one")));
        call("delete", () -> client.deletePage(new String[] {folder + "/moved.txt"}, true, false, 200));
        call("delete a folder", () -> client.deletePath(folder, 200));
        call("it is gone", () -> expect("nothing", !client.exists(folder)));
    }

    static void upload(CQClient client, String folder, String name, String text) throws Exception {
        Path file = Files.createTempDirectory("peers").resolve(name);
        Files.writeString(file, text);
        var form = org.apache.http.entity.mime.MultipartEntityBuilder.create()
            .addBinaryBody("file", file.toFile(), org.apache.http.entity.ContentType.TEXT_PLAIN, name)
            .addTextBody("fileName", name);
        client.doPost(folder + ".createasset.html", form.build(), 200, 201);
    }

    static String text(CQClient client, String path) throws Exception {
        SlingHttpResponse response = client.doGet(path, 200);
        return response.getContent();
    }

    static void expect(String what, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("expected " + what);
        }
    }

    static void call(String name, Work work) {
        String why = null;
        try {
            work.run();
        } catch (Exception error) {
            why = String.valueOf(error.getMessage());
        }
        StringBuilder said = new StringBuilder("{\"call\":\"" + name + "\",\"ok\":" + (why == null));
        if (why != null) {
            why = why.replaceAll("[\\\\\"\\p{Cntrl}]", " ");
            said.append(",\"why\":\"").append(why, 0, Math.min(why.length(), 400)).append('"');
        }
        System.out.println(said.append('}'));
    }
}
