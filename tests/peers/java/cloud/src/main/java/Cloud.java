import com.adobe.cq.testing.client.CQAssetsClient;
import com.adobe.cq.testing.client.SecurityClient;
import com.adobe.cq.testing.client.VersioningClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.sling.testing.clients.SlingClient;

/** Adobe's testing client for AEM as a Cloud Service: Cloud URL USER PASSWORD FOLDER. Prints each call. */
public final class Cloud {
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        URI server = URI.create(args[0]);
        String user = args[1];
        String password = args[2];
        CQAssetsClient client = client(server, user, password, CQAssetsClient.class);
        VersioningClient versions = client(server, user, password, VersioningClient.class);
        String folder = "/content/dam/java";
        String asset = folder + "/poster.txt";

        call("whether uploads go to the store", () -> expect("they do", client.isDirectBinaryAccessSupported()));
        call("make a folder", () -> client.createFolder("java", "Made by Java", "/content/dam"));
        call("it is there", () -> expect("the folder", client.exists(folder)));
        call("upload", () -> client.uploadAsset("poster.txt", "/poster.txt", "text/plain", folder, 200, 201));
        call("read", () -> expect("the bytes", client.doGet(asset, 200).getContent().startsWith("A poster")));
        call("as JSON", () -> expect("the type",
            client.doGetJson(asset, 2).get("jcr:primaryType").asText().equals("dam:Asset")));
        call("processed", () -> client.waitAssetProcessed(asset, 30_000, 200));
        call("its state", () -> expect("processed", client.getAssetStatus(asset).equals("processed")));
        call("make a version", () -> versions.createAssetVersion(asset, "label one", "comment ü", 200));
        call("list versions", () -> {
            JsonNode all = versions.getAssetVersions(asset);
            expect("a version: " + all, all.size() >= 1);
        });
        call("when a version was made", () -> {
            long made = versions.getVersionCreationDate(versions.getAssetVersions(asset).get(0));
            expect("a time of this day: " + made, Math.abs(made - System.currentTimeMillis()) < 86_400_000L);
        });
        call("delete", () -> client.deletePath(asset, 200));
        call("delete a folder", () -> client.deletePath(folder, 200));
        call("it is gone", () -> expect("nothing", !client.exists(folder)));
        System.exit(0);
    }

    /** A client; a user called "-" has a token. */
    static <T extends SlingClient> T client(URI server, String user, String password, Class<T> kind) throws Exception {
        SlingClient.Builder builder = SlingClient.Builder.create(server, user.equals("-") ? null : user, password);
        if (user.equals("-")) {
            HttpClientBuilder http = builder.httpClientBuilder();
            http.addInterceptorLast((org.apache.http.HttpRequestInterceptor) (request, context) -> {
                // What is signed has no other permission.
                if (!request.getRequestLine().getUri().contains("sig=")) {
                    request.setHeader("Authorization", "Bearer " + password);
                }
            });
        }
        return builder.build().adaptTo(kind);
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
