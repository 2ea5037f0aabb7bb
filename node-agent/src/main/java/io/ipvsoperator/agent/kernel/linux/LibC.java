package io.ipvsoperator.agent.kernel.linux;

import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;

/**
 * Function signatures of the C library and nothing else; what they do is in section 2 of the manual. Buffers go from their
 * position. Public because jnr-ffi implements it in a class of its own loader.
 */
public interface LibC {
    int socket(int domain, int type, int protocol);

    int bind(int socket, @In ByteBuffer address, int addressLength);

    int connect(int socket, @In ByteBuffer address, int addressLength);

    int getsockname(int socket, @Out ByteBuffer address, @In @Out ByteBuffer addressLength);

    int setsockopt(int socket, int level, int option, @In ByteBuffer value, int valueLength);

    int getsockopt(int socket, int level, int option, @Out ByteBuffer value, @In @Out ByteBuffer valueLength);

    @ssize_t
    long send(int socket, @In ByteBuffer bytes, @size_t long length, int flags);

    @ssize_t
    long sendto(
            int socket,
            @In ByteBuffer bytes,
            @size_t long length,
            int flags,
            @In ByteBuffer address,
            int addressLength);

    @ssize_t
    long recv(int socket, @Out ByteBuffer bytes, @size_t long length, int flags);

    /** The message points to memory outside the heap, so it is one pointer and no buffer. */
    @ssize_t
    long recvmsg(int socket, Pointer message, int flags);

    int ppoll(
            @In @Out ByteBuffer descriptors, @size_t long count, @In ByteBuffer timeout, @Nullable Pointer signalMask);

    int eventfd(int initialValue, int flags);

    @ssize_t
    long read(int descriptor, @Out ByteBuffer bytes, @size_t long length);

    @ssize_t
    long write(int descriptor, @In ByteBuffer bytes, @size_t long length);

    int close(int descriptor);

    int if_nametoindex(String name);

    int sched_setscheduler(int thread, int policy, @In ByteBuffer parameters);

    int setpriority(int which, int who, int niceness);

    int mlockall(int flags);

    static LibC load() {
        return LibraryLoader.create(LibC.class).failImmediately().load("c");
    }
}
