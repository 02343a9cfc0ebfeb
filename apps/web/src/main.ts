import './page.css';
import { showPage } from './page.js';

await showPage(document.body);
