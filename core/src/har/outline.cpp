#include <bit>
#include <whycors/har.hpp>

#include "block.hpp"

namespace whycors {

namespace {

constexpr std::size_t bits = 64;

} // namespace

void HarOutline::draw(std::string_view part) {
  using har::Block;
  part_ = part;
  std::size_t const blocks = (part.size() + Block::size - 1) / Block::size;
  blocks_.assign((blocks + bits - 1) / bits, 0);
  for (std::size_t i = 0; i < blocks; ++i) {
    // The first and the last one are looked at by who reads them: bytes beyond the part belong to them.
    bool const is_inner = i > 0 && i + 1 < blocks;
    bool const may_end = !is_inner || har::may_end_string(part.data() + i * Block::size);
    blocks_[i / bits] |= std::uint64_t{may_end} << (i % bits);
  }
}

char const* HarOutline::next(char const* at) const {
  using har::Block;
  auto const block = (static_cast<std::size_t>(at - part_.data()) + Block::size - 1) / Block::size;
  std::size_t word = block / bits;
  if (word >= blocks_.size()) return at;
  std::uint64_t marked = blocks_[word] & ~std::uint64_t{0} << (block % bits);
  while (marked == 0 && ++word < blocks_.size())
    marked = blocks_[word];
  if (marked == 0) return at;
  return part_.data() + (word * bits + static_cast<std::size_t>(std::countr_zero(marked))) * Block::size;
}

} // namespace whycors
