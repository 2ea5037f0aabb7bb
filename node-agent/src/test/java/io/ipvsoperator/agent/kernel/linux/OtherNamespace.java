package io.ipvsoperator.agent.kernel.linux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;

/** Opens sockets in another network namespace: a socket stays in the one it was made in, whoever uses it. */
public final class OtherNamespace {
    private static final int O_RDONLY = 0;
    private static final int CLONE_NEWNET = 0x4000_0000;

    private OtherNamespace() {}

    /** Public because jnr-ffi implements it in a class of its own loader. */
    public interface Calls {
        int open(String path, int flags);

        int setns(int descriptor, int kind);

        int close(int descriptor);
    }

    /** In a thread that nothing else runs in afterwards. */
    public static <T> T in(String namespace, Supplier<T> opening) {
        CompletableFuture<T> opened = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                enter(namespace);
                opened.complete(opening.get());
            } catch (Throwable failure) {
                opened.completeExceptionally(failure);
            }
        });
        try {
            return opened.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void enter(String namespace) {
        Calls calls = LibraryLoader.create(Calls.class).failImmediately().load("c");
        int descriptor = Errno.check(calls.open("/run/netns/" + namespace, O_RDONLY), "open namespace", namespace);
        Errno.check(calls.setns(descriptor, CLONE_NEWNET), "enter namespace", namespace);
        calls.close(descriptor);
    }
}
