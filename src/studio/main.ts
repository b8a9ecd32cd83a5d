import '../element/index.ts';
import './studio.ts';
