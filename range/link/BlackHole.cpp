#include "range/link/BlackHole.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <cstring>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string_view>
#include <sys/socket.h>

namespace muster::range {
namespace {

// Nobody has to guess it: both ends are ours, and it is only ever known to one of them.
constexpr std::string_view key = "packets are dropped";

// A length of 0 takes the key away again.
bool setKey(int socket, std::size_t length) {
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    tcp_md5sig wanted{};
    std::memcpy(&wanted.tcpm_addr, &peer, sizeof peer);
    wanted.tcpm_keylen = static_cast<std::uint16_t>(length);
    std::copy_n(key.begin(), length, std::begin(wanted.tcpm_key));
    return ::setsockopt(socket, IPPROTO_TCP, TCP_MD5SIG, &wanted, sizeof wanted) == 0;
}

void setOption(int socket, int level, int option, int value) {
    ::setsockopt(socket, level, option, &value, sizeof value);
}

} // namespace

bool dropPackets(int socket) {
    // Questions whether the peer is still there would go unanswered, and end what only waits.
    setOption(socket, SOL_SOCKET, SO_KEEPALIVE, 0);
    return setKey(socket, key.size());
}

void passPackets(int socket) {
    setKey(socket, 0);
    // A peer that gave up meanwhile could not say so. It is asked within a second, and answers with RST.
    setOption(socket, IPPROTO_TCP, TCP_KEEPIDLE, 1);
    setOption(socket, IPPROTO_TCP, TCP_KEEPINTVL, 1);
    setOption(socket, IPPROTO_TCP, TCP_KEEPCNT, 3);
    setOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
}

const char* blackHoleForm(int socket) {
    if (setKey(socket, key.size()) && setKey(socket, 0))
        return "true";
    return "weaker: this kernel cannot drop the packets of one connection; the peer only hangs";
}

} // namespace muster::range
