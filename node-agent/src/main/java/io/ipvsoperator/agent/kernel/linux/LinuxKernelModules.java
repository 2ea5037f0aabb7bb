package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelModules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Modules by the host's {@code modprobe}, where the container has one and the host's modules. Any thread may use it. */
public final class LinuxKernelModules implements KernelModules {
    private static final Path LOADED = Path.of("/sys/module");

    @Override
    public void load(String module) {
        if (Files.isDirectory(LOADED.resolve(module))) {
            return;
        }
        try {
            Process modprobe = new ProcessBuilder("modprobe", "--", module)
                    .redirectErrorStream(true)
                    .start();
            modprobe.getOutputStream().close();
            String said = new String(modprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = modprobe.waitFor();
            if (status != 0) {
                throw cannotLoad(module, new IOException("modprobe ended with " + status + ": " + said));
            }
        } catch (IOException e) {
            throw cannotLoad(module, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannotLoad(module, new IOException("interrupted while modprobe ran", e));
        }
    }

    private static UncheckedIOException cannotLoad(String module, IOException cause) {
        return new UncheckedIOException(
                "kernel module %s is not loaded and cannot be loaded from here (%s); run \"modprobe %s\" on the host"
                        .formatted(module, cause.getMessage(), module),
                cause);
    }
}
