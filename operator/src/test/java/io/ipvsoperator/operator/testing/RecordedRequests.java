package io.ipvsoperator.operator.testing;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;

/** What a client asked of the API server, as rights, and which of them it was refused. */
public final class RecordedRequests implements Interceptor {
    private final Set<Right> used = new ConcurrentSkipListSet<>();
    private final Set<Right> refused = new ConcurrentSkipListSet<>();

    public Set<Right> used() {
        return used;
    }

    public Set<Right> refused() {
        return refused;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        used.add(right(request.method(), request.uri()));
    }

    /** A server-side apply of what is not there yet needs the right to create as well. */
    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        Right asked = right(request.method(), request.uri());
        if (response.code() == HttpURLConnection.HTTP_CREATED) {
            used.add(new Right(asked.group(), asked.resource(), "create"));
        }
        if (response.code() == HttpURLConnection.HTTP_FORBIDDEN) {
            refused.add(asked);
        }
    }

    /** Also of watches, which never come to an end otherwise. */
    @Override
    public CompletableFuture<Boolean> afterFailure(
            BasicBuilder builder, HttpResponse<?> response, RequestTags requestTags) {
        if (response.code() == HttpURLConnection.HTTP_FORBIDDEN) {
            refused.add(right(response.request().method(), response.request().uri()));
        }
        return CompletableFuture.completedFuture(false);
    }

    /** Paths are /api/VERSION or /apis/GROUP/VERSION, then perhaps namespaces/NAMESPACE, RESOURCE, perhaps NAME, SUBRESOURCE. */
    private static Right right(String method, URI uri) {
        List<String> path = new ArrayList<>(List.of(uri.getPath().substring(1).split("/", -1)));
        String group = path.removeFirst().equals("api") ? "" : path.removeFirst();
        path.removeFirst();
        if (path.size() > 2 && path.getFirst().equals("namespaces")) {
            path = path.subList(2, path.size());
        }
        boolean named = path.size() > 1;
        String resource = path.size() > 2 ? path.getFirst() + "/" + path.get(2) : path.getFirst();
        return new Right(group, resource, verb(method, named, String.valueOf(uri.getQuery())));
    }

    private static String verb(String method, boolean named, String query) {
        return switch (method) {
            case "GET" -> query.contains("watch=true") ? "watch" : named ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> throw new IllegalArgumentException("no verb for the method " + method);
        };
    }
}
