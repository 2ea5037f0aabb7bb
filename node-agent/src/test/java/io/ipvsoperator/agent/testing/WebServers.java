package io.ipvsoperator.agent.testing;

import static io.ipvsoperator.agent.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An nginx on each of some hosts of a segment. */
public final class WebServers {
    private final Segment segment;
    private final Path directory;

    public WebServers(Segment segment, Path directory) {
        this.segment = segment;
        this.directory = directory;
    }

    /**
     * Adds the host and starts its server, which listens on port 80 at least.
     *
     * @param last the last number of its address
     * @param listen nginx directives
     * @param answer the line with which it answers, with variables of nginx
     */
    public void add(String name, int last, String listen, String answer) throws IOException {
        segment.addHost(name, last);
        Path root = Files.createDirectories(directory.resolve(name));
        Files.writeString(root.resolve("nginx.conf"), """
                daemon on; pid %1$s/pid; error_log %1$s/error.log; events {}
                http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; server { %2$s; location / { return 200 "%3$s\\n"; } } }
                """.formatted(root, listen, answer));
        segment.shellIn(name, "nginx -c " + root.resolve("nginx.conf"));
        eventually(
                name + " answers",
                () -> segment.attemptIn(name, "curl -s http://127.0.0.1/").status() == 0);
    }
}
