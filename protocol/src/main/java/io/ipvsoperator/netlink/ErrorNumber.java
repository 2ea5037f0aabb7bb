package io.ipvsoperator.netlink;

import java.util.List;

/**
 * An error of a system call or of a netlink request, {@code errno}. The numbers are those of uapi/asm-generic/errno-base.h and
 * errno.h, which x86, ARM, RISC-V, s390 and PowerPC share for these.
 *
 * @param name the kernel's name, or "errno NUMBER" where this class does not know one
 */
public record ErrorNumber(int number, String name) {
    public static final ErrorNumber EPERM = new ErrorNumber(1, "EPERM");
    public static final ErrorNumber ENOENT = new ErrorNumber(2, "ENOENT");
    public static final ErrorNumber ESRCH = new ErrorNumber(3, "ESRCH");
    public static final ErrorNumber EINTR = new ErrorNumber(4, "EINTR");
    public static final ErrorNumber EBADF = new ErrorNumber(9, "EBADF");
    public static final ErrorNumber EAGAIN = new ErrorNumber(11, "EAGAIN");
    public static final ErrorNumber ENOMEM = new ErrorNumber(12, "ENOMEM");
    public static final ErrorNumber EACCES = new ErrorNumber(13, "EACCES");
    public static final ErrorNumber EFAULT = new ErrorNumber(14, "EFAULT");
    public static final ErrorNumber EBUSY = new ErrorNumber(16, "EBUSY");
    public static final ErrorNumber EEXIST = new ErrorNumber(17, "EEXIST");
    public static final ErrorNumber ENODEV = new ErrorNumber(19, "ENODEV");
    public static final ErrorNumber EINVAL = new ErrorNumber(22, "EINVAL");
    public static final ErrorNumber ERANGE = new ErrorNumber(34, "ERANGE");
    public static final ErrorNumber EMSGSIZE = new ErrorNumber(90, "EMSGSIZE");
    public static final ErrorNumber EPROTONOSUPPORT = new ErrorNumber(93, "EPROTONOSUPPORT");
    public static final ErrorNumber EOPNOTSUPP = new ErrorNumber(95, "EOPNOTSUPP");
    public static final ErrorNumber EAFNOSUPPORT = new ErrorNumber(97, "EAFNOSUPPORT");
    public static final ErrorNumber EADDRINUSE = new ErrorNumber(98, "EADDRINUSE");
    public static final ErrorNumber EADDRNOTAVAIL = new ErrorNumber(99, "EADDRNOTAVAIL");
    public static final ErrorNumber ENETDOWN = new ErrorNumber(100, "ENETDOWN");
    public static final ErrorNumber ENETUNREACH = new ErrorNumber(101, "ENETUNREACH");
    public static final ErrorNumber ENOBUFS = new ErrorNumber(105, "ENOBUFS");

    private static final List<ErrorNumber> KNOWN = List.of(
            EPERM,
            ENOENT,
            ESRCH,
            EINTR,
            EBADF,
            EAGAIN,
            ENOMEM,
            EACCES,
            EFAULT,
            EBUSY,
            EEXIST,
            ENODEV,
            EINVAL,
            ERANGE,
            EMSGSIZE,
            EPROTONOSUPPORT,
            EOPNOTSUPP,
            EAFNOSUPPORT,
            EADDRINUSE,
            EADDRNOTAVAIL,
            ENETDOWN,
            ENETUNREACH,
            ENOBUFS);

    public static ErrorNumber of(int number) {
        return KNOWN.stream()
                .filter(known -> known.number == number)
                .findFirst()
                .orElseGet(() -> new ErrorNumber(number, "errno " + number));
    }

    @Override
    public String toString() {
        return name;
    }
}
