// Makes one TCP socket a black hole: the kernel drops every packet that comes for it, and the one at the
// other end drops every packet that it sends. Nothing is accepted, acknowledged or refused, exactly as behind
// a firewall that drops; no rule of the machine's network is touched, and it is gone with the socket.
//
// It needs no privilege. The socket asks for TCP MD5 signatures (RFC 2385) between itself and 127.0.0.1: a
// segment without one, which is what the peer sends, is dropped before TCP looks at it, and so is, at the
// peer, a segment with one.
#pragma once

namespace muster::range {

// A listening or a connected IPv4 socket, or one that connects. False: this kernel has no such signatures;
// nothing was changed.
[[nodiscard]] bool dropPackets(int socket);
// Packets pass again: both ends then send anew what was not acknowledged. Harmless where none were dropped.
void passPackets(int socket);

// The form that a black hole takes on this machine, for reports: "true", or "weaker: " and words. `socket` is
// a listening one on which nothing is dropped.
[[nodiscard]] const char* blackHoleForm(int socket);

} // namespace muster::range
