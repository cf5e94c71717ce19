#include <gtest/gtest.h>
#include <whycors/whycors.hpp>

namespace whycors {
namespace {

/// Firefox's sentence about an origin that does not match, before and behind the value, and what it calls the
/// status.
struct Language {
  std::string before, behind, status;
};

std::vector<Language> const languages{
    {"Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf "
     "https://api.example/. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' entspricht nicht '",
     "').", "Statuscode: "},
    {"Blocage d’une requête multiorigine : la politique « Same Origin » ne permet pas de consulter la "
     "ressource distante située sur https://api.example/. Raison : l’en-tête CORS « "
     "Access-Control-Allow-Origin » ne correspond pas à « ",
     " ».", "Code d’état : "},
    {"Solicitud desde otro origen bloqueada: la política de mismo origen impide leer el recurso remoto en "
     "https://api.example/ (razón: la cabecera CORS 'Access-Control-Allow-Origin' no coincide con '",
     "').", "Código de estado: "},
    {"Requisição cross-origin bloqueada: A diretiva Same Origin não permite a leitura do recurso remoto em "
     "https://api.example/ (motivo: cabeçalho CORS ‘Access-Control-Allow-Origin’ não corresponde a ‘",
     "’).", "Código de status: "},
    {"Richiesta multiorigine bloccata: il criterio di corrispondenza dell’origine non consente la lettura "
     "della risorsa remota da https://api.example/. Motivo: l’intestazione CORS "
     "“Access-Control-Allow-Origin” non corrisponde a “",
     "”.", "Codice di stato: "},
    {"Cross-Origin-aanvraag geblokkeerd: de Same Origin Policy staat het lezen van de externe bron op "
     "https://api.example/ niet toe. (Reden: CORS-header ‘Access-Control-Allow-Origin’ komt niet overeen "
     "met ‘",
     "’).", "Statuscode: "},
    {"Zablokowano żądanie do zasobu innego pochodzenia: zasady nie pozwalają wczytywać zdalnych zasobów z "
     "„https://api.example/” (nagłówek CORS „Access-Control-Allow-Origin” nie pasuje do „",
     "”).", "Kod stanu: "},
    {"Запрос из постороннего источника заблокирован: Политика одного источника запрещает чтение удаленного "
     "ресурса на https://api.example/. (Причина: заголовок CORS «Access-Control-Allow-Origin» не "
     "соответствует «",
     "»).", "Код состояния: "},
    {"クロスオリジン要求をブロックしました: 同一生成元ポリシーにより、https://api.example/ "
     "にあるリモートリソースの読み込みは拒否されます (理由: CORS ヘッダー ‘Access-Control-Allow-Origin’ が ‘",
     "’ と異なる)。", "ステータスコード: "},
    {"已拦截跨源请求：同源策略禁止读取位于 https://api.example/ 的远程资源。（原因：CORS 头 "
     "'Access-Control-Allow-Origin' 与 '",
     "' 不匹配）。", "状态码："},
    {"已封鎖跨來源請求: 同源政策不允許讀取 https://api.example/ 的遠端資源。（原因: CORS "
     "'Access-Control-Allow-Origin' 標頭與 '",
     "' 不符）。", "狀態碼: "},
    {"교차 원본 요청 차단: 동일 출처 정책으로 인해 https://api.example/에 있는 원격 리소스를 차단하였습니다. "
     "(원인: ‘Access-Control-Allow-Origin’ CORS 헤더가 ‘",
     "’와 일치하지 않음).", "상태 코드: "},
};

class Localized : public ::testing::TestWithParam<Language> {};

TEST_P(Localized, TellsSeveralValuesFromAnotherOrigin) {
  auto const cause = [](std::string const& value) {
    return diagnose(GetParam().before + value + GetParam().behind).cause;
  };
  EXPECT_EQ(cause("https://app.example"), "acao-mismatch");
  EXPECT_EQ(cause("https://app.example, https://app.example"), "acao-multiple");
  EXPECT_EQ(cause("*, https://app.example"), "acao-multiple");
  // As some editors turn URLs into links.
  EXPECT_EQ(cause("https://app.example, [https://app.example](https://app.example)"), "acao-multiple");
  EXPECT_EQ(cause("(null)"), "acao-multiple");
}

TEST_P(Localized, TakesAStatusOfNullForNoResponse) {
  EXPECT_EQ(diagnose("api.example … CORS … " + GetParam().status + "(null)").cause, "network-error-not-cors");
}

INSTANTIATE_TEST_SUITE_P(All, Localized, ::testing::ValuesIn(languages));

} // namespace
} // namespace whycors
