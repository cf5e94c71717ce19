#include <stdarg.h>
#include <stddef.h>

/* What libraries use for their error messages only, or for numbers that no input of ours has, and what would bring
   all of printf and 128-bit floating point with it. Each keeps to what its caller here needs. */

/* Embind without RTTI names its types by sprintf("%p"). */
int siprintf(char* text, char const* format, ...) {
  (void)format;
  text[0] = '?';
  text[1] = '\0';
  return 1;
}

/* nlohmann_json shows a control character in a message that is not read. */
int snprintf(char* text, size_t size, char const* format, ...) {
  (void)format;
  if (size > 1) {
    text[0] = '?';
    text[1] = '\0';
  }
  return 1;
}

/* The decimal numbers of JSON, with an exponent of up to three digits: seconds, in our input. */
double strtod(char const* text, char** end) {
  char const* at = text;
  double sign = 1;
  if (*at == '-') {
    sign = -1;
    ++at;
  }
  double value = 0;
  int exponent = 0;
  for (; *at >= '0' && *at <= '9'; ++at) value = value * 10 + (*at - '0');
  if (*at == '.')
    for (++at; *at >= '0' && *at <= '9'; ++at) {
      value = value * 10 + (*at - '0');
      --exponent;
    }
  if (*at == 'e' || *at == 'E') {
    ++at;
    int const negative = *at == '-';
    if (*at == '-' || *at == '+') ++at;
    int stated = 0;
    for (; *at >= '0' && *at <= '9'; ++at)
      if (stated < 1000) stated = stated * 10 + (*at - '0');
    exponent += negative ? -stated : stated;
  }
  for (; exponent > 0 && value != 0 && value < 1e300; --exponent) value *= 10;
  for (; exponent < 0 && value != 0; ++exponent) value /= 10;
  if (end) *end = (char*)at;
  return sign * value;
}

float strtof(char const* text, char** end) { return (float)strtod(text, end); }
long double strtold(char const* text, char** end) { return strtod(text, end); }
